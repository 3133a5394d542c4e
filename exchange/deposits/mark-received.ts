/** Journey step 4: the bytes of an object are there; every deposit of the site that waits for them hears of it. */
import type { ExchangeTransaction } from '../database/open-database.ts';

/**
 * Late are objects that come when somebody reads already: they are kept and recorded, but the set that is being read
 * does not change under the reader. Answers the deposits that moved.
 */
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
    .select(['depositObject.depositId', 'depositObject.sopInstanceUid', 'task.state', 'task.claim'])
    .where('deposit.siteId', '=', siteId)
    .where('depositObject.sha256', '=', sha256)
    .where('depositObject.receivedAt', 'is', null)
    .execute();
  for (const row of waiting) {
    const unread = row.state === null || row.state === 'arriving' || row.state === 'waiting';
    await trx
      .updateTable('depositObject')
      .set({ receivedAt: now, late: unread ? 0 : 1 })
      .where('depositId', '=', row.depositId)
      .where('sopInstanceUid', '=', row.sopInstanceUid)
      .where('sha256', '=', sha256)
      .execute();
  }
  return [...new Set(waiting.map((row) => row.depositId))];
}
