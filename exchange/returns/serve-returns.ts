/** The returns' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { acceptReceipt, confirmDelivery, type ReceiptRules } from './accept-receipt.ts';

export function serveReturns(deps: Parts & ReceiptRules) {
  const os = contract.reports;
  return {
    confirmDelivery: os.confirmDelivery.handler(({ input, context: { caller } }) =>
      caller.ok ? confirmDelivery(deps, caller.value, input) : caller,
    ),
    acknowledge: os.acknowledge.handler(({ input, context: { caller } }) =>
      caller.ok ? acceptReceipt(deps, caller.value, input) : caller,
    ),
  };
}
