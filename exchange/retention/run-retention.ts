/** Retention at the exchange: the dry run, the run, the nightly run, and legal holds. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { planRetention } from '#shared/retention/judge-retention.ts';
import type { RetentionPlan, RetentionPolicy, RetentionRun } from '#shared/retention/retention.ts';
import type { Administration } from '../administrator.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { keepPolicy } from '../database/keep-policy.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { deleteRetired, removeDeposit } from './remove-deposit.ts';
import { readFacts, readRetentionPolicy } from './retention-rows.ts';

const firstHour = 2;
const lastHour = 5;
const notBeforeMs = 20 * 3_600_000;

/** What would go now, of one site or of the region; nothing changes. */
export async function planNow(
  deps: Pick<Parts, 'db' | 'clock'>,
  siteId: string | null = null,
): Promise<RetentionPlan> {
  const { rules } = await readRetentionPolicy(deps.db);
  const facts = await readFacts(deps.db);
  const about = siteId === null ? facts : facts.filter((study) => study.siteId === siteId);
  return planRetention(rules, about, deps.clock.now());
}

/** Each deposit by itself, so that a stop in between leaves none half. Fails with retention-without-rules. */
export async function runRetention(deps: Parts, memberId: string | null): Promise<Result<RetentionRun>> {
  const plan = await planNow(deps);
  if ((await readRetentionPolicy(deps.db)).rules.length === 0)
    return fail(failure('retention-without-rules'));
  const startedAt = deps.clock.now();
  let [studies, objects, bytes] = [0, 0, 0];
  for (const { depositId } of plan.go) {
    const removed = await removeDeposit(deps, depositId, memberId);
    if (!removed.ok) return removed;
    if (removed.value === null) continue;
    studies += 1;
    objects += removed.value.objects;
    bytes += removed.value.bytes;
  }
  await deleteRetired(deps);
  const kept = plan.kept.length + plan.go.length - studies;
  return deps.write(async (trx, endedAt) => {
    const run = { startedAt, endedAt, memberId, studies, objects, bytes, kept };
    await trx
      .insertInto('retentionRun')
      .values({ runId: makeId('t'), ...run })
      .execute();
    return ok(run);
  });
}

/** True when tonight's run is due. */
export async function isDue(deps: Pick<Parts, 'db' | 'clock'>, localHour: number): Promise<boolean> {
  if (localHour < firstHour || localHour >= lastHour) return false;
  const policy = await readRetentionPolicy(deps.db);
  if (!policy.nightly || policy.rules.length === 0) return false;
  const last = await deps.db
    .selectFrom('retentionRun')
    .select('startedAt')
    .orderBy('startedAt', 'desc')
    .executeTakeFirst();
  return deps.clock.now() - (last?.startedAt ?? 0) > notBeforeMs;
}

export async function setPolicy(
  deps: Parts,
  memberId: string,
  policy: RetentionPolicy,
): Promise<Result<void>> {
  return deps.write(async (trx, now) => {
    const detail = `${policy.rules.map((rule) => `${rule.name} ${rule.olderThanDays} d`).join(', ')} nightly=${policy.nightly}`;
    const act = 'retention-policy-set';
    return keepPolicy(trx, 'retentionPolicy', { policy, memberId, at: now, act, detail });
  });
}

interface HeldStudy {
  readonly studyInstanceUid: string;
  readonly reason: string;
}

/**
 * The region's administrator may hold a study that is not here yet. Fails with study-not-found for a site's own whose study
 * it is not, with hold-of-centre where the centre holds it already.
 */
export async function holdStudy(deps: Parts, by: Administration, hold: HeldStudy): Promise<Result<void>> {
  return deps.write(async (trx, now) => {
    const may = await mayTouchHold(trx, by, hold.studyInstanceUid);
    if (!may.ok) return may;
    const row = { ...hold, memberId: by.memberId, setAt: now };
    await trx
      .insertInto('legalHold')
      .values(row)
      .onConflict((conflict) => conflict.column('studyInstanceUid').doUpdateSet(row))
      .execute();
    await appendAudit(trx, entry(now, by.memberId, 'hold-set', hold.studyInstanceUid, hold.reason));
    return ok(undefined);
  });
}

/** Fails with hold-not-found, and as `holdStudy` does. */
export async function releaseHold(deps: Parts, by: Administration, hold: HeldStudy): Promise<Result<void>> {
  return deps.write(async (trx, now) => {
    const may = await mayTouchHold(trx, by, hold.studyInstanceUid);
    if (!may.ok) return may;
    const gone = await trx
      .deleteFrom('legalHold')
      .where('studyInstanceUid', '=', hold.studyInstanceUid)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return fail(failure('hold-not-found', { study: hold.studyInstanceUid }));
    await appendAudit(trx, entry(now, by.memberId, 'hold-released', hold.studyInstanceUid, hold.reason));
    return ok(undefined);
  });
}

/** A site's own administrator holds its studies, and leaves alone what the centre holds. */
async function mayTouchHold(
  trx: ExchangeTransaction,
  { siteId }: Administration,
  study: string,
): Promise<Result<void>> {
  if (siteId === null) return ok(undefined);
  const own = await trx
    .selectFrom('deposit')
    .select('depositId')
    .where('studyInstanceUid', '=', study)
    .where('siteId', '=', siteId)
    .executeTakeFirst();
  if (own === undefined) return fail(failure('study-not-found', { study }));
  const held = await trx
    .selectFrom('legalHold')
    .leftJoin('member', 'member.memberId', 'legalHold.memberId')
    .select('member.siteId')
    .where('studyInstanceUid', '=', study)
    .executeTakeFirst();
  return held === undefined || held.siteId === siteId ? ok(undefined) : fail(failure('hold-of-centre'));
}

function entry(at: number, memberId: string, act: string, object: string, detail: string) {
  return { at, memberId, stationId: null, act, success: true, object, detail: detail.slice(0, 1000) };
}
