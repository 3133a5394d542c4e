/**
 * Retention at a station: rules as data, a dry run that says what would go and why the rest stays, legal holds that always
 * win, and the run. Nothing goes before the exchange has read and hashed every object of it again.
 */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { judgeRetention, keepBack, planRetention } from '#shared/retention/judge-retention.ts';
import {
  type LegalHold,
  type RetentionPlan,
  type RetentionPolicy,
  type RetentionRun,
  type RetentionStatus,
  retentionPolicySchema,
} from '#shared/retention/retention.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { readSetting, writeSetting } from '../../database/keep-setting.ts';
import { prepareRetentionFacts, type StudyKnowledge } from './read-retention-facts.ts';
import { deleteRetired, heldObjects, type RemoveStudyDeps, removeStudy } from './remove-study.ts';

export interface RetentionDeps extends RemoveStudyDeps {
  readonly knowledge: StudyKnowledge;
  /** Which of these objects lie whole at the exchange; with `rehash` they are read there first. */
  readonly verify: (sha256s: readonly Sha256[], rehash: boolean) => Promise<Result<readonly Sha256[]>>;
  readonly sites: () => RetentionStatus['sites'];
  readonly onRemoved: (studyInstanceUid: string) => void;
}

export interface Retention {
  readonly status: () => RetentionStatus;
  readonly setPolicy: (memberId: string, policy: RetentionPolicy) => Promise<void>;
  /** Fails with what keeps the exchange from being asked. */
  readonly plan: () => Promise<Result<RetentionPlan>>;
  /** Fails as `plan` does, or with retention-without-rules. */
  readonly run: (memberId: string | null) => Promise<Result<RetentionRun>>;
  readonly hold: (memberId: string, studyInstanceUid: string, reason: string) => Promise<void>;
  /** Fails with hold-not-found. */
  readonly release: (memberId: string, studyInstanceUid: string, reason: string) => Promise<Result<void>>;
  /** Runs when tonight's run is due. */
  readonly look: (localHour: number) => Promise<void>;
}

const atOnce = 50;
const firstHour = 2;
const lastHour = 5;
const notBeforeMs = 20 * 3_600_000;

/** As a row has it: null where the name is not known here. */
type Named<Row> = Omit<Row, 'memberName'> & { readonly memberName: string | null };

function withName<Row>({
  memberName,
  ...row
}: Named<Row>): Omit<Named<Row>, 'memberName'> & { memberName?: string } {
  return memberName === null ? row : { ...row, memberName };
}

export function createRetention(deps: RetentionDeps): Retention {
  const { database, clock } = deps;
  const { sqlite, commit } = database;
  const readFacts = prepareRetentionFacts(database, deps.knowledge);
  // Whoever has signed in at this station has a key here under his name.
  const holds = sqlite.prepare<[], Named<Omit<LegalHold, 'mayRelease'>>>(
    `SELECT h.*, ifnull(s.patientName, '') AS patientName, k.memberName FROM legalHold h
     LEFT JOIN study s ON s.studyInstanceUid = h.studyInstanceUid
     LEFT JOIN signingKey k ON k.memberId = h.memberId ORDER BY h.setAt DESC`,
  );
  const runs = sqlite.prepare<[], Named<RetentionRun>>(
    `SELECT startedAt, endedAt, r.memberId, studies, objects, bytes, kept, k.memberName FROM retentionRun r
     LEFT JOIN signingKey k ON k.memberId = r.memberId ORDER BY runId DESC LIMIT 10`,
  );

  function policy(): RetentionPolicy {
    const kept = retentionPolicySchema.safeParse(readSetting(database, 'retentionPolicy'));
    return kept.success ? kept.data : { rules: [], nightly: false };
  }

  /** The objects of a study that the exchange holds whole; short of all of them where it lacks one. */
  async function verifyStudy(uid: string, rehash: boolean): Promise<Result<ReadonlySet<string>>> {
    const held = heldObjects(database, uid);
    const whole = new Set<string>();
    for (let at = 0; at < held.length; at += atOnce) {
      const some = held.slice(at, at + atOnce);
      const answer = await deps.verify(some, rehash);
      if (!answer.ok) return answer;
      for (const sha256 of answer.value) whole.add(sha256);
      if (some.some((sha256) => !whole.has(sha256))) break;
    }
    return ok(whole);
  }

  async function plan(): Promise<Result<RetentionPlan>> {
    const planned = planRetention(policy().rules, readFacts(), clock());
    const unverified = new Set<string>();
    for (const { studyInstanceUid } of planned.go) {
      const whole = await verifyStudy(studyInstanceUid, false);
      if (!whole.ok) return whole;
      const held = heldObjects(database, studyInstanceUid);
      if (held.some((sha256) => !whole.value.has(sha256))) unverified.add(studyInstanceUid);
    }
    return ok(keepBack(planned, 'not-verified', unverified));
  }

  async function run(memberId: string | null): Promise<Result<RetentionRun>> {
    const { rules } = policy();
    if (rules.length === 0) return fail(failure('retention-without-rules'));
    const startedAt = clock();
    const planned = await plan();
    if (!planned.ok) return planned;
    let [studies, objects, bytes] = [0, 0, 0];
    for (const { studyInstanceUid, rule } of planned.value.go) {
      const whole = await verifyStudy(studyInstanceUid, true);
      if (!whole.ok) return whole;
      const removed = await removeStudy(deps, { studyInstanceUid, rule, memberId }, whole.value, () => {
        const [facts] = readFacts(studyInstanceUid);
        return facts !== undefined && judgeRetention(policy().rules, facts, clock())?.go === true;
      });
      if (removed === null) continue;
      studies += 1;
      objects += removed.objects;
      bytes += removed.bytes;
      deps.onRemoved(studyInstanceUid);
    }
    await deleteRetired(deps);
    const kept = planned.value.kept.length + planned.value.go.length - studies;
    const done = { startedAt, endedAt: clock(), memberId, studies, objects, bytes, kept };
    await commit(() =>
      sqlite
        .prepare(
          `INSERT INTO retentionRun (startedAt, endedAt, memberId, studies, objects, bytes, kept)
           VALUES (@startedAt, @endedAt, @memberId, @studies, @objects, @bytes, @kept)`,
        )
        .run(done),
    );
    return ok(done);
  }

  return {
    status: () => ({
      policy: policy(),
      holds: holds.all().map((hold) => ({ ...withName(hold), mayRelease: true })),
      runs: runs.all().map(withName),
      sites: deps.sites(),
      mayDecide: true,
    }),
    setPolicy: (memberId, next) =>
      commit(() => {
        writeSetting(database, 'retentionPolicy', next);
        const rules = next.rules.map((rule) => `${rule.name} ${rule.olderThanDays} d`).join(', ');
        const detail = `${rules} nightly=${next.nightly}`;
        deps.audit({ memberId, act: 'retention-policy-set', object: 'station', detail });
      }),
    plan,
    run,
    hold: (memberId, studyInstanceUid, reason) =>
      commit(() => {
        sqlite
          .prepare(
            `INSERT INTO legalHold VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason,
               memberId = excluded.memberId, setAt = excluded.setAt`,
          )
          .run(studyInstanceUid, reason, memberId, clock());
        deps.audit({ memberId, act: 'hold-set', object: studyInstanceUid, detail: reason });
      }),
    release: (memberId, studyInstanceUid, reason) =>
      commit((): Result<void> => {
        const gone = sqlite
          .prepare('DELETE FROM legalHold WHERE studyInstanceUid = ?')
          .run(studyInstanceUid).changes;
        if (gone === 0) return fail(failure('hold-not-found', { study: studyInstanceUid }));
        deps.audit({ memberId, act: 'hold-released', object: studyInstanceUid, detail: reason });
        return ok(undefined);
      }),
    look: async (localHour) => {
      const { nightly, rules } = policy();
      if (!nightly || rules.length === 0 || localHour < firstHour || localHour >= lastHour) return;
      if (clock() - (runs.all()[0]?.startedAt ?? 0) > notBeforeMs) await run(null);
    },
  };
}
