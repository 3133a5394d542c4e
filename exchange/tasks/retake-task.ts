/** Side move *retake*: the holder asks for new images. Nothing else pauses a clock. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Order } from '#shared/study/order.ts';
import { isRetakeOpen, type RetakeReason } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { isHolder } from './claim-task.ts';
import { pauseClock, resumeClock } from './clock.ts';

/**
 * The claim ends, the clock stands, the order is offered to the scanners again. Fails with task-not-found, claim-stale, or
 * move-illegal once a report is out, and for a follow-up, whose report stands anyway.
 */
export async function retakeTask(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly reason: RetakeReason;
    readonly note: string;
  },
): Promise<Result<Task>> {
  const { taskId, claim, reason, note } = input;
  const spec = {
    caller,
    act: 'retake-asked',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: note === '' ? reason : `${reason} ${note}`,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const { holder } = task;
    if (holder === null || task.claim !== claim || !isHolder(caller, task)) {
      return fail(failure('claim-stale', { claim, current: task.claim }));
    }
    const move = legalMove('retake', task.state);
    if (move === null || task.followUp !== undefined) {
      return fail(failure('move-illegal', { state: task.state, move: 'retake' }));
    }
    const { memberId, name } = holder;
    const order = await keepOrder(trx, { ...task.order, studyInstanceUid: null }, null);
    const retake = { reason, note, memberId, name, at: now, declined: null, nextTaskId: null };
    const { released: _released, lateImages: _late, ...kept } = task;
    const clock = pauseClock(task.clock, now);
    return ok(await commitTask(trx, { ...kept, order, state: move.to, holder: null, clock, retake }, now));
  });
}

/** 无法重做,请按现有图像诊断: the remaining time goes on. The sending site only. Fails with task-not-found or move-illegal. */
export async function declineRetake(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly reason: string;
    readonly memberId: MemberId;
  },
): Promise<Result<Task>> {
  const { taskId, memberId, reason } = input;
  const spec = {
    caller,
    act: 'retake-declined',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: reason,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || task.siteId !== sendingSite(caller)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const { retake } = task;
    const move = legalMove('decline-retake', task.state);
    if (move === null || retake === undefined || !isRetakeOpen(task)) {
      return fail(failure('move-illegal', { state: task.state, move: 'decline-retake' }));
    }
    const member = await trx
      .selectFrom('member')
      .select('name')
      .where('memberId', '=', memberId)
      .executeTakeFirst();
    const declined = { name: member?.name ?? task.siteName, reason, at: now };
    const { studyInstanceUid, depositId } = task;
    const order = await keepOrder(trx, { ...task.order, studyInstanceUid }, depositId);
    const clock = resumeClock(task.clock, now);
    const going: Task = { ...task, order, state: move.to, clock, retake: { ...retake, declined } };
    return ok(await commitTask(trx, going, now));
  });
}

/** Which study an order belongs to: none while a scanner may make another one for it. */
async function keepOrder(trx: ExchangeTransaction, order: Order, depositId: string | null): Promise<Order> {
  await trx
    .updateTable('order')
    .set({ studyInstanceUid: order.studyInstanceUid, depositId, document: JSON.stringify(order) })
    .where('orderId', '=', order.orderId)
    .execute();
  return order;
}
