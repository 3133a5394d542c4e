/**
 * Decides when a study that arrived here is complete: at the order's count, when the scanner says so (MPPS), by hand, or
 * after its quiet time. What it knows lies in the index, so a restart goes on waiting where the last run stopped.
 */
import type { StationDatabase } from '../database/open-database.ts';
import type { IntakeLog } from './intake-log.ts';
import { type QuietTimes, quietTimeFor } from './quiet-times.ts';
import {
  countInstances,
  findOpenStudies,
  readExpectedCount,
  recordQuiet,
  writeExpectedCount,
} from './study-closing.ts';

export type QuietReason = 'count' | 'mpps' | 'quiet' | 'hand';

export interface QuietStudy {
  readonly studyInstanceUid: string;
  /** Instances in the index, the first content of each UID; more when the scanner lists more. */
  readonly count: number;
  readonly reason: QuietReason;
}

export interface StudyArrival {
  readonly studyInstanceUid: string;
  readonly modality: string;
  readonly outcome: 'new' | 'same' | 'conflict';
  /** Station time in ms. */
  readonly keptAt: number;
  readonly provenance: { readonly source: string; readonly peer: string; readonly associationId?: string };
}

export interface CloseStudyDeps {
  readonly database: StationDatabase;
  /** Station time in ms. */
  readonly clock: () => number;
  readonly log: IntakeLog;
  readonly quietTimes: () => QuietTimes;
  /** How many instances the completed procedure steps of a study list (0: none listed); null: not completed. */
  readonly completedCount?: (studyInstanceUid: string) => number | null;
  /**
   * At least once for every state of a study that is called complete, again when more came later, and again when it
   * rejected or the program died in it; so it must be idempotent by study and count.
   */
  readonly onStudyQuiet: (quiet: QuietStudy) => Promise<void>;
}

export interface StudyCloser {
  readonly noteKept: (arrival: StudyArrival) => void;
  /** An association that brought the studies has ended: nothing more is to come from it. */
  readonly noteAssociationEnded: (associationId: string) => void;
  /** The order says how many objects belong to the study. */
  readonly expectCount: (studyInstanceUid: string, count: number) => Promise<void>;
  /** The scanner says that it has made everything: closes at once with what it lists, else after a short while. */
  readonly noteCompleted: (studyInstanceUid: string) => Promise<void>;
  /** 送诊 by hand: complete as it is. */
  readonly closeNow: (studyInstanceUid: string) => Promise<void>;
  /** Call once at start, after the listeners of `onStudyQuiet` are ready. */
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Arriving {
  lastArrivalAt: number;
  quietMs: number;
  /** Open associations that brought instances of it. */
  readonly associations: Set<string>;
  timer: NodeJS.Timeout | null;
}

/** A sender may keep its association open for ever, so an open one only delays so long, in ms. */
const openAssociationGraceMs = 10_000;
const retryMs = 10_000;
/** A completed step that lists nothing: what is still on its way comes within this, in ms. */
const completedGraceMs = 3000;

export function createStudyCloser(deps: CloseStudyDeps): StudyCloser {
  const arriving = new Map<string, Arriving>();
  const expected = new Map<string, number | null>();
  const working = new Set<Promise<void>>();
  let stopped = false;

  function run(work: () => Promise<void>, what: string): void {
    const task = work()
      .catch((error: unknown) => deps.log.error({ detail: String(error) }, what))
      .finally(() => working.delete(task));
    working.add(task);
  }

  function arm(uid: string, study: Arriving): void {
    if (study.timer !== null) clearTimeout(study.timer);
    if (stopped) return;
    const completed = (deps.completedCount?.(uid) ?? null) !== null;
    const grace = study.associations.size > 0 && !completed ? openAssociationGraceMs : 0;
    const quietMs = completed ? Math.min(study.quietMs, completedGraceMs) : study.quietMs;
    const wait = Math.max(0, study.lastArrivalAt + quietMs + grace - deps.clock());
    study.timer = setTimeout(() => run(() => close(uid, 'quiet'), 'closing a study failed'), wait);
  }

  async function close(uid: string, reason: QuietReason): Promise<void> {
    const study = arriving.get(uid);
    if (study?.timer !== undefined && study.timer !== null) clearTimeout(study.timer);
    arriving.delete(uid);
    const listed = deps.completedCount?.(uid) ?? null;
    const present = await countInstances(deps.database, uid);
    // What the scanner lists stands above what came: the receiver then knows how many are missing.
    const byStep = listed !== null && (reason === 'quiet' || reason === 'mpps');
    const count = byStep ? Math.max(present, listed) : present;
    const why = byStep ? 'mpps' : reason;
    try {
      await deps.onStudyQuiet({ studyInstanceUid: uid, count, reason: why });
      await recordQuiet(deps.database, uid, count, why, deps.clock());
    } catch (error) {
      deps.log.error({ study: uid, detail: String(error) }, 'a quiet study could not be handed on');
      if (stopped || arriving.has(uid)) return;
      const again: Arriving = {
        lastArrivalAt: deps.clock(),
        quietMs: retryMs,
        associations: new Set(),
        timer: null,
      };
      arriving.set(uid, again);
      arm(uid, again);
    }
  }

  async function closeAtCount(uid: string): Promise<void> {
    let count = expected.get(uid);
    if (count === undefined) {
      count = await readExpectedCount(deps.database, uid);
      expected.set(uid, count);
    }
    const listed = deps.completedCount?.(uid) ?? 0;
    const wanted = listed > 0 ? listed : count;
    if (wanted === null || !arriving.has(uid)) return;
    const present = await countInstances(deps.database, uid);
    if (present >= wanted && arriving.has(uid)) await close(uid, listed > 0 ? 'mpps' : 'count');
  }

  return {
    noteKept: (arrival) => {
      // Fetched from the exchange, or the same bytes sent again: nothing new to wait for.
      if (arrival.provenance.source === 'exchange' || arrival.outcome === 'same') return;
      const uid = arrival.studyInstanceUid;
      const study = arriving.get(uid) ?? {
        lastArrivalAt: 0,
        quietMs: 0,
        associations: new Set(),
        timer: null,
      };
      const { associationId, peer } = arrival.provenance;
      study.lastArrivalAt = arrival.keptAt;
      study.quietMs = Math.max(study.quietMs, quietTimeFor(deps.quietTimes(), arrival.modality, peer));
      if (associationId !== undefined) study.associations.add(associationId);
      arriving.set(uid, study);
      arm(uid, study);
      const mayEnd = expected.get(uid) !== null || (deps.completedCount?.(uid) ?? null) !== null;
      if (mayEnd) run(() => closeAtCount(uid), 'counting a study failed');
    },
    noteAssociationEnded: (associationId) => {
      for (const [uid, study] of arriving) {
        if (study.associations.delete(associationId)) arm(uid, study);
      }
    },
    expectCount: async (uid, count) => {
      await writeExpectedCount(deps.database, uid, count);
      expected.set(uid, count);
      await closeAtCount(uid);
    },
    noteCompleted: async (uid) => {
      const listed = deps.completedCount?.(uid) ?? null;
      if (listed === null || (await countInstances(deps.database, uid)) === 0) return;
      const study = arriving.get(uid);
      if (listed > 0) await close(uid, 'mpps');
      else if (study !== undefined) arm(uid, study);
    },
    closeNow: (uid) => close(uid, 'hand'),
    resume: async () => {
      for (const open of await findOpenStudies(deps.database)) {
        if (arriving.has(open.studyInstanceUid)) continue;
        const quietMs = Math.max(
          ...open.series.map((one) => quietTimeFor(deps.quietTimes(), one.modality, one.peer)),
        );
        const study: Arriving = {
          // A clock that was ahead when it came, and was set right since, would put the end of the quiet hours away.
          lastArrivalAt: Math.min(open.lastArrivalAt, deps.clock()),
          quietMs,
          associations: new Set(),
          timer: null,
        };
        arriving.set(open.studyInstanceUid, study);
        arm(open.studyInstanceUid, study);
      }
    },
    stop: async () => {
      stopped = true;
      for (const study of arriving.values()) if (study.timer !== null) clearTimeout(study.timer);
      await Promise.all(working);
    },
  };
}
