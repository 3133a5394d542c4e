/** The orders' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { listOrders, placeOrder, type StudyJoining } from './place-order.ts';
import { supplementOrder } from './supplement-order.ts';

export function serveOrders(deps: Parts & StudyJoining) {
  const os = contract.orders;
  return {
    place: os.place.handler(({ input, context: { caller } }) =>
      caller.ok ? placeOrder(deps, caller.value, input) : caller,
    ),
    supplement: os.supplement.handler(({ input, context: { caller } }) =>
      caller.ok ? supplementOrder(deps, caller.value, input) : caller,
    ),
    list: os.list.handler(({ input, context: { caller } }) =>
      caller.ok ? listOrders(deps, caller.value, input) : caller,
    ),
  };
}
