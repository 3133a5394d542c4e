/** 补充申请单: what an emergency left to follow is added to its order, and to the task that is read under it. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Order, Supplement } from '#shared/study/order.ts';
import { followingFields, supplemented } from '#shared/study/order-rules.ts';
import { runCommand } from '../audit/run-command.ts';
import { appendEvent } from '../feed/append-event.ts';
import { commitTask, taskOfRow } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

/**
 * By the site that placed it; in any state of its task, since a report quotes the order as it was. Only what was missing is taken.
 * Fails with order-not-found or nothing-to-follow.
 */
export async function supplementOrder(
  deps: Parts,
  caller: Caller,
  input: Supplement & {
    readonly commandId: string;
    readonly orderId: string;
    readonly memberId: MemberId;
  },
): Promise<Result<Order>> {
  const { orderId, memberId } = input;
  const siteId = sendingSite(caller);
  const spec = {
    caller,
    act: 'order-supplemented',
    commandId: input.commandId,
    input,
    object: orderId,
    memberId,
  };
  return runCommand<Order>(deps, spec, async (trx, now) => {
    const row = await trx
      .selectFrom('order')
      .select('document')
      .where('orderId', '=', orderId)
      .where('siteId', '=', siteId ?? '')
      .executeTakeFirst();
    if (row === undefined) return fail(failure('order-not-found', { order: orderId }));
    const before = JSON.parse(row.document) as Order;
    const { order, filled } = supplemented(before, input);
    if (followingFields(before).length === 0 || filled.length === 0)
      return fail(failure('nothing-to-follow'));
    await trx
      .updateTable('order')
      .set({ document: JSON.stringify(order) })
      .where('orderId', '=', orderId)
      .execute();
    await appendEvent(trx, { at: now, siteId: order.siteId, change: { type: 'order-placed', order } });
    const rows = await trx
      .selectFrom('task')
      .select(['document', 'leaseUntil'])
      .where('orderId', '=', orderId)
      .execute();
    for (const one of rows) await commitTask(trx, { ...taskOfRow(one), order }, now);
    return ok(order);
  });
}
