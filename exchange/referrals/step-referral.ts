/** A step of a referral by a named person of either site: taken or declined, arrived, sent back down, taken back, withdrawn. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { afterReferralStep, mayStepReferral, referralMoves } from '#shared/study/after-referral-step.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { type Referral, type ReferralStep, referralState } from '#shared/study/referral.ts';
import { runCommand } from '../audit/run-command.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { commitReferral, readReferral } from './commit-referral.ts';
import { personAtSite } from './person-at-site.ts';

/** Fails with referral-not-found, referral-other-site or referral-order. */
export async function stepReferral(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly referralId: string;
    readonly memberId: MemberId | null;
    readonly step: ReferralStep;
  },
): Promise<Result<Referral>> {
  const { taskId, referralId, memberId, step } = input;
  const spec = {
    caller,
    act: `referral-${step.what}`,
    commandId: input.commandId,
    input,
    object: taskId,
    detail: referralId,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const referral = await readReferral(trx, referralId);
    const own = sendingSite(caller);
    if (referral?.taskId !== taskId || (own !== referral.from.siteId && own !== referral.to.siteId)) {
      return fail(failure('referral-not-found'));
    }
    const site = referral[referralMoves[step.what].by];
    const isStations = step.what === 'delivered' && memberId === null && own === site.siteId;
    const name = memberId === null ? null : await personAtSite(trx, caller, memberId, site.siteId);
    if (!isStations && name === null) return fail(failure('referral-other-site', { site: site.name }));
    if (step.what === 'delivered' && referral.deliveredAt !== null) return ok(referral);
    if (!mayStepReferral(referral, step.what)) {
      return fail(failure('referral-order', { state: referralState(referral), step: step.what }));
    }
    const who = { memberId, name: name ?? '', at: now };
    return ok(await commitReferral(trx, afterReferralStep(referral, step, who), now));
  });
}
