/** What a step makes of a referral, and who may make it when: the exchange judges by it, a station shows what waits for the link. */
import { assertNever } from '../assert-never.ts';
import type { MemberId } from './ids.ts';
import { type Referral, type ReferralState, type ReferralStep, referralState } from './referral.ts';

interface Move {
  readonly by: 'from' | 'to';
  readonly in: readonly ReferralState[];
}

/** Which side makes a step, and in which states. */
export const referralMoves: Readonly<Record<ReferralStep['what'], Move>> = {
  delivered: { by: 'to', in: ['sent', 'accepted', 'arrived', 'returned'] },
  accepted: { by: 'to', in: ['sent'] },
  declined: { by: 'to', in: ['sent'] },
  withdrawn: { by: 'from', in: ['sent', 'accepted'] },
  arrived: { by: 'to', in: ['accepted'] },
  returned: { by: 'to', in: ['arrived'] },
  'taken-back': { by: 'from', in: ['returned'] },
};

export function mayStepReferral(referral: Referral, what: ReferralStep['what']): boolean {
  if (what === 'delivered' && referral.deliveredAt !== null) return false;
  return referralMoves[what].in.includes(referralState(referral));
}

/** `who` has no member for what a station does by itself. */
export function afterReferralStep(
  referral: Referral,
  step: ReferralStep,
  who: { readonly memberId: MemberId | null; readonly name: string; readonly at: number },
): Referral {
  const by = { ...who, memberId: who.memberId ?? ('' as MemberId) };
  switch (step.what) {
    case 'delivered':
      return { ...referral, deliveredAt: who.at };
    case 'accepted': {
      const { bed, arrival, contact } = step;
      return { ...referral, accepted: { ...by, bed, arrival, contact } };
    }
    case 'declined':
      return { ...referral, declined: { ...by, reason: step.reason } };
    case 'withdrawn':
      return { ...referral, withdrawn: { ...by, reason: step.reason } };
    case 'arrived':
      return { ...referral, arrived: by };
    case 'returned':
      return { ...referral, returned: { ...by, note: step.note, contact: step.contact } };
    case 'taken-back':
      return { ...referral, takenBack: by };
    default:
      return assertNever(step, 'step');
  }
}
