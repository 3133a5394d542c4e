/** Side move *retake*: the new images came. They open a further attempt with a full target; the former one is kept. */
import type { DepositId, TaskId } from '#shared/study/ids.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { DepositTable } from '../database/tables/journey.ts';
import { commitTask, taskOfRow } from '../feed/commit-task.ts';
import { keepImageSet } from '../feed/keep-image-set.ts';
import type { Opening } from '../task-making.ts';
import { hashImageSet, imagesOf } from './deposit-state.ts';

/** The attempt of an order whose retake is waited for; null where there is none. */
export async function attemptToRetake(trx: ExchangeTransaction, orderId: string): Promise<Task | null> {
  const rows = await trx
    .selectFrom('task')
    .select(['document', 'leaseUntil'])
    .where('orderId', '=', orderId)
    .where('state', '=', 'arriving')
    .execute();
  return rows.map(taskOfRow).find(isRetakeOpen) ?? null;
}

/** Which attempt comes after `former`. */
export function attemptAfter(former: Task): NonNullable<Task['attempt']> {
  return { number: (former.attempt?.number ?? 1) + 1, of: former.taskId };
}

/** The former attempt is over; its images, its clock and who asked stay with it. */
export async function endAttempt(
  trx: ExchangeTransaction,
  former: Task,
  nextTaskId: TaskId,
  now: number,
): Promise<void> {
  if (former.retake === undefined) throw new Error(`no retake was asked for ${former.taskId}`);
  await appendAudit(trx, {
    at: now,
    memberId: null,
    stationId: null,
    act: 'retaken',
    success: true,
    object: former.taskId,
    detail: nextTaskId,
  });
  await commitTask(trx, { ...former, state: 'retaken', retake: { ...former.retake, nextTaskId } }, now);
}

/** New images in the very study that was to be retaken: the next attempt is read with all of it. Answers the deposit. */
export async function openAttempt(
  deps: Opening,
  trx: ExchangeTransaction,
  former: Task,
  counted: DepositTable,
  now: number,
): Promise<DepositTable> {
  const images = imagesOf(counted, await hashImageSet(trx, counted.depositId));
  const order = { ...former.order, studyInstanceUid: former.studyInstanceUid };
  const task = await deps.again(trx, { ...former, order }, { images, attempt: attemptAfter(former) }, now);
  const begun = { taskId: task.taskId, completeAt: now };
  await trx.updateTable('deposit').set(begun).where('depositId', '=', counted.depositId).execute();
  await trx
    .updateTable('order')
    .set({
      studyInstanceUid: order.studyInstanceUid,
      depositId: counted.depositId as DepositId,
      document: JSON.stringify(order),
    })
    .where('orderId', '=', order.orderId)
    .execute();
  await endAttempt(trx, former, task.taskId, now);
  await keepImageSet(trx, task.taskId, images, now);
  await deps.open(trx, task, now, now);
  return { ...counted, ...begun };
}
