/** Retention as one site may see it: the rules that reach its studies, its own holds, and what each run took of its own. */
import type { LegalHold, RetentionRun, RetentionStatus } from '#shared/retention/retention.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import { readStatus } from './retention-rows.ts';

export async function readSiteStatus(db: ExchangeDatabase, siteId: string): Promise<RetentionStatus> {
  const status = await readStatus(db);
  const own = await db
    .selectFrom('deposit')
    .select(['studyInstanceUid', 'depositId', 'removedAt'])
    .where('siteId', '=', siteId)
    .execute();
  const ownStudies = new Set(own.map((deposit) => deposit.studyInstanceUid));
  const members = await db.selectFrom('member').select('memberId').where('siteId', '=', siteId).execute();
  const ownMembers = new Set(members.map(({ memberId }) => memberId as string));
  const { rules, nightly } = status.policy;
  const runs: RetentionRun[] = [];
  for (const run of status.runs) {
    const gone = own.filter(
      ({ removedAt }) =>
        removedAt !== null && removedAt >= run.startedAt && removedAt <= (run.endedAt ?? Infinity),
    );
    runs.push({
      ...run,
      studies: gone.length,
      ...(await sizeOf(
        db,
        gone.map(({ depositId }) => depositId),
      )),
      kept: null,
    });
  }
  return {
    policy: {
      nightly,
      rules: rules.filter((rule) => rule.sites.length === 0 || rule.sites.includes(siteId)),
    },
    holds: status.holds
      .filter((hold) => ownStudies.has(hold.studyInstanceUid))
      .map((hold): LegalHold => ({ ...hold, mayRelease: ownMembers.has(hold.memberId) })),
    runs,
    sites: status.sites.filter((site) => site.siteId === siteId),
    mayDecide: false,
  };
}

/** Objects and bytes that the deposits were made of. */
async function sizeOf(
  db: ExchangeDatabase,
  depositIds: readonly string[],
): Promise<{ objects: number; bytes: number }> {
  if (depositIds.length === 0) return { objects: 0, bytes: 0 };
  const sum = await db
    .selectFrom('depositObject')
    .select((expression) => [
      expression.fn.countAll<number>().as('objects'),
      expression.fn.sum<number | null>('size').as('bytes'),
    ])
    .where('depositId', 'in', depositIds)
    .executeTakeFirstOrThrow();
  return { objects: Number(sum.objects), bytes: Number(sum.bytes ?? 0) };
}
