/**
 * Journey step 3: every variant is judged once, after it was acknowledged; what a kill interrupts is judged at the next start. A
 * comparison that did not finish has found nothing: it is made again, later and later, and meanwhile the variant stands as not
 * compared (版本比对中). What could not be compared in all attempts is shown to a person, like what can not be read.
 */
import type { Failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface JudgeDuplicatesDeps {
  readonly database: StationDatabase;
  /** Judges two objects of the vault, in a thread of its own; fails with comparison-unfinished where that was lost or took too long. */
  readonly judge: (kept: Sha256, other: Sha256) => Promise<Result<VersionDifference[]>>;
  readonly now: () => number;
  /** Rests between attempts that did not finish, in ms: one attempt more than rests. Omit for the usual. */
  readonly restsMs?: readonly number[];
  /** What came under a known UID of the study is compared; `conflict` when it differs in what matters. */
  readonly onJudged: (studyInstanceUid: string, judgement: 'harmless' | 'conflict') => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface DuplicateJudge {
  /** Something came under a known UID, or the station starts. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/** A busy PC has time again after a while; what can never be compared must neither keep it busy nor hold a report for ever. */
const usualRestsMs = [15_000, 60_000, 240_000, 900_000, 900_000] as const;

interface Pending {
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sha256: Sha256;
  readonly keptSha256: Sha256;
}

export function judgeDuplicates(deps: JudgeDuplicatesDeps): DuplicateJudge {
  const { sqlite, commit } = deps.database;
  const pending = sqlite.prepare<[number], Pending>(
    `SELECT i.studyInstanceUid, i.sopInstanceUid, i.sha256, k.sha256 AS keptSha256
     FROM instance i
     JOIN instance k ON k.sopInstanceUid = i.sopInstanceUid AND k.studyInstanceUid = i.studyInstanceUid AND k.variant = 0
     LEFT JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
     WHERE i.variant > 0 AND i.source <> 'exchange' AND v.sha256 IS NULL ORDER BY i.arrivedAt LIMIT ?`,
  );
  const insert = sqlite.prepare(
    'INSERT INTO instanceVersion VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  /** Comparisons that did not finish, by version: how often, and when the next attempt is due. */
  const unfinished = new Map<string, { readonly attempts: number; readonly dueAt: number }>();
  const restsMs = deps.restsMs ?? usualRestsMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function work(): Promise<void> {
    for (let next = nextDue(); next !== undefined && !stopped; next = nextDue()) {
      const { sopInstanceUid, sha256, keptSha256 } = next;
      // Nothing is decided by a thread that was only stopped: the next start judges again.
      const judged = await deps.judge(keptSha256, sha256);
      if (stopped) return;
      if (!judged.ok && judged.failure.code === 'comparison-unfinished' && putOff(next, judged.failure))
        continue;
      unfinished.delete(keyOf(next));
      // What can not be read is no harmless rewrite: a person looks at it.
      const differs: VersionDifference[] = judged.ok
        ? judged.value
        : [{ field: 'pixels', kept: '—', other: judged.failure.message }];
      if (!judged.ok) deps.log.warn({ sopInstanceUid, code: judged.failure.code }, judged.failure.message);
      const judgement = differs.length === 0 ? 'harmless' : 'conflict';
      await commit(() => {
        insert.run(sopInstanceUid, sha256, keptSha256, judgement, JSON.stringify(differs), deps.now());
      });
      deps.onJudged(next.studyInstanceUid, judgement);
    }
  }

  function nextDue(): Pending | undefined {
    const now = deps.now();
    return pending
      .all(unfinished.size + 1)
      .find((version) => (unfinished.get(keyOf(version))?.dueAt ?? 0) <= now);
  }

  /** False when there is no further attempt. */
  function putOff(version: Pending, { code, message }: Failure): boolean {
    const attempts = (unfinished.get(keyOf(version))?.attempts ?? 0) + 1;
    const rest = restsMs[attempts - 1];
    if (rest === undefined) return false;
    unfinished.set(keyOf(version), { attempts, dueAt: deps.now() + rest });
    deps.log.warn({ sopInstanceUid: version.sopInstanceUid, code, attempts }, message);
    return true;
  }

  /** Wakes when the first of those that were put off is due. */
  function planNext(): void {
    clearTimeout(timer);
    if (stopped || unfinished.size === 0) return;
    const due = Math.min(...[...unfinished.values()].map(({ dueAt }) => dueAt));
    timer = setTimeout(wake, Math.max(0, due - deps.now()));
    timer.unref();
  }

  function wake(): void {
    if (stopped) return;
    again = running !== null;
    if (again) return;
    running = work()
      .catch((error: unknown) => deps.log.warn({ detail: String(error) }, 'a duplicate could not be judged'))
      .finally(() => {
        running = null;
        if (again) wake();
        else planNext();
      });
  }

  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function keyOf({ sopInstanceUid, sha256 }: Pending): string {
  return `${sopInstanceUid} ${sha256}`;
}
