/**
 * Late images: what comes after the report opens a task of its own with its own clock. The report stands; the follow-up
 * ends in an addendum to it, or in 无需修改.
 */
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Opening } from '../task-making.ts';
import { findDeposit, imagesOf } from './deposit-state.ts';

const reported: ReadonlySet<string> = new Set(['signed', 'delivered', 'received', 'unchanged']);

/** Begins the follow-up of what lies there as late; answers whether it did. A task without a report has none. */
export async function followLateImages(
  deps: Opening,
  trx: ExchangeTransaction,
  depositId: string,
  now: number,
): Promise<boolean> {
  const late = await trx
    .selectFrom('depositObject')
    .select('document')
    .where('depositId', '=', depositId)
    .where('receivedAt', 'is not', null)
    .where('late', '=', 1)
    .where('variant', '=', 0)
    .execute();
  // A dose report or a presentation state alone is nothing to read anew.
  const images = late.filter((object) => object.document === 0).length;
  return images > 0 && beginFollowUp(deps, trx, depositId, images, now);
}

/** True when the deposit has a reported task and is read anew; `count` images are to be looked at. */
export async function beginFollowUp(
  deps: Opening,
  trx: ExchangeTransaction,
  depositId: string,
  count: number,
  now: number,
): Promise<boolean> {
  const deposit = await findDeposit(trx, depositId);
  const current = deposit?.taskId == null ? null : await readTask(trx, deposit.taskId);
  if (deposit === null || current === null || !reported.has(current.state)) return false;
  const origin = current.followUp === undefined ? current : await readTask(trx, current.followUp.of);
  const standing = origin?.reports.filter((report) => report.adopted).at(-1);
  if (origin == null || standing === undefined || !reported.has(origin.state)) return false;
  await trx
    .updateTable('depositObject')
    .set({ late: 0 })
    .where('depositId', '=', depositId)
    .where('late', '=', 1)
    .execute();
  const begun = {
    expected: deposit.expected ?? deposit.received + count,
    state: 'closed',
    completeAt: null,
    incompleteReason: null,
  } as const;
  const followUp = {
    of: origin.taskId,
    reportId: standing.reportId,
    version: standing.version,
    offeredTo: standing.memberId,
    offeredToName: standing.memberName,
    offeredUntil: null,
  };
  const images = imagesOf({ ...deposit, ...begun }, null);
  const lateImages = { count, at: now, followUpId: null, outcome: null };
  const task = await deps.follow(trx, origin, { followUp, images, lateImages }, now);
  await trx
    .updateTable('deposit')
    .set({ ...begun, taskId: task.taskId })
    .where('depositId', '=', depositId)
    .execute();
  await commitTask(trx, { ...origin, lateImages: { ...lateImages, followUpId: task.taskId } }, now);
  return true;
}
