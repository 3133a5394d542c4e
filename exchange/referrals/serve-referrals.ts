/** The referrals' part of the contract. */
import { ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { readSites } from './read-sites.ts';
import { type ReferralRules, sendReferral } from './send-referral.ts';
import { stepReferral } from './step-referral.ts';

export function serveReferrals(deps: Parts & ReferralRules) {
  const os = contract.referrals;
  return {
    sites: os.sites.handler(async ({ context: { caller } }) =>
      caller.ok ? ok(await readSites(deps.db)) : caller,
    ),
    send: os.send.handler(({ input, context: { caller } }) =>
      caller.ok ? sendReferral(deps, caller.value, input) : caller,
    ),
    step: os.step.handler(({ input, context: { caller } }) =>
      caller.ok ? stepReferral(deps, caller.value, input) : caller,
    ),
  };
}
