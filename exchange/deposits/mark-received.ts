/** Journey step 4: the bytes of an object are there; every deposit of the site that waits for them hears of it. */
import type { ExchangeTransaction } from '../database/open-database.ts';

/** No report yet: what comes now belongs to the set that is read. */
const unreported: ReadonlySet<string> = new Set([
  'arriving',
  'waiting',
  'reading',
  'preliminary',
  'reviewing',
]);

/** Late are objects that come after the report: the report stands, a follow-up task reads them. Answers the deposits that moved. */
export async function markReceived(
  trx: ExchangeTransaction,
  siteId: string,
  sha256: string,
  now: number,
): Promise<string[]> {
  const waiting = await trx
    .selectFrom('depositObject')
    .innerJoin('deposit', 'deposit.depositId', 'depositObject.depositId')
    .leftJoin('task', 'task.taskId', 'deposit.taskId')
    .select(['depositObject.depositId', 'depositObject.sopInstanceUid', 'task.state'])
    .where('deposit.siteId', '=', siteId)
    .where('depositObject.sha256', '=', sha256)
    .where('depositObject.receivedAt', 'is', null)
    .execute();
  for (const row of waiting) {
    const inSet = row.state === null || unreported.has(row.state);
    await trx
      .updateTable('depositObject')
      .set({ receivedAt: now, late: inSet ? 0 : 1 })
      .where('depositId', '=', row.depositId)
      .where('sopInstanceUid', '=', row.sopInstanceUid)
      .where('sha256', '=', sha256)
      .execute();
  }
  return [...new Set(waiting.map((row) => row.depositId))];
}
