/** 补充申请单 at the township: what an emergency left to follow, through the outbox behind the order itself. */
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Order, Supplement } from '#shared/study/order.ts';
import { followingFields, supplemented } from '#shared/study/order-rules.ts';
import type { Actor } from '../audit/actor.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface SupplementOrderDeps extends AskExchangeDeps {
  readonly now: () => number;
  readonly findOrder: (orderId: string) => Order | null;
  /** Inside the commit. */
  readonly writeOrder: (order: Order) => void;
  readonly onOrder: (order: Order) => void;
}

/** Fails with order-not-found, nothing-to-follow, or what the exchange says within two seconds. */
export async function supplementOrder(
  deps: SupplementOrderDeps,
  actor: Actor,
  given: Supplement & { readonly orderId: string },
): Promise<Result<Asked>> {
  const { orderId, history, question, consent } = given;
  const before = deps.findOrder(orderId);
  if (before === null) return fail(failure('order-not-found', { order: orderId }));
  const { order, filled } = supplemented(before, given);
  if (followingFields(before).length === 0 || filled.length === 0) return fail(failure('nothing-to-follow'));
  const command = {
    what: 'supplement-order',
    lane: `order:${orderId}`,
    taskId: null,
    body: { orderId, memberId: actor.member.memberId, history, question, consent },
    createdAt: deps.now(),
  } as const;
  const asked = await askExchange(deps, command, () => deps.writeOrder(order));
  if (asked.ok) deps.onOrder(order);
  return asked;
}
