/** The critical values' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { type JudgingRules, judgeCritical } from './judge-critical.ts';
import { raiseCritical } from './raise-critical.ts';

export function serveCritical(deps: Parts & JudgingRules) {
  const os = contract.critical;
  return {
    raise: os.raise.handler(({ input, context: { caller } }) =>
      caller.ok ? raiseCritical(deps, caller.value, input) : caller,
    ),
    judge: os.judge.handler(({ input, context: { caller } }) =>
      caller.ok ? judgeCritical(deps, caller.value, input) : caller,
    ),
  };
}
