import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterReferralStep, mayStepReferral, referralMoves } from '#shared/study/after-referral-step.ts';
import type { MemberId, SiteId } from '#shared/study/ids.ts';
import {
  closedReferralStates,
  type Referral,
  type ReferralStep,
  referralNews,
  referralSchema,
  referralState,
} from '#shared/study/referral.ts';
import { buildReferral } from '../../builders/referral.ts';

const contact = { name: '高峰', phone: '0728-0021' };
const steps: readonly ReferralStep[] = [
  { what: 'delivered' },
  { what: 'accepted', bed: '胸痛中心 3 床', arrival: '即刻', contact },
  { what: 'declined', reason: '导管室占用' },
  { what: 'withdrawn', reason: '家属拒绝' },
  { what: 'arrived' },
  { what: 'returned', note: 'PCI 术后,双抗一年', contact },
  { what: 'taken-back' },
];
const step = (what: ReferralStep['what']) => steps.find((one) => one.what === what) as ReferralStep;
const who = { memberId: 'p-1' as MemberId, name: '高峰', at: 5000 };
const through = (...whats: ReferralStep['what'][]): Referral =>
  whats.reduce((referral, what) => afterReferralStep(referral, step(what), who), buildReferral());

describe('the way of a referral', () => {
  it('goes up and comes back, each state from the one before', () => {
    const way = ['accepted', 'arrived', 'returned', 'taken-back'] as const;
    const states = way.map((_, index) => referralState(through(...way.slice(0, index + 1))));
    expect(states).toEqual([...way]);
    expect(referralState(buildReferral())).toBe('sent');
    expect(referralState(through('declined'))).toBe('declined');
    expect(referralState(through('accepted', 'withdrawn'))).toBe('withdrawn');
  });

  it('any legal sequence keeps the shape, ends closed states for good, and never skips the acceptance', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (given) => {
        let referral = buildReferral();
        for (const one of given) {
          const before = referralState(referral);
          if (!mayStepReferral(referral, one.what)) continue;
          expect(closedReferralStates.has(before)).toBe(false);
          referral = afterReferralStep(referral, one, who);
          expect(referralSchema.safeParse(referral).success).toBe(true);
        }
        if (referral.arrived !== null) expect(referral.accepted).not.toBeNull();
        if (referral.returned !== null) expect(referral.arrived).not.toBeNull();
        expect(referral.declined !== null && referral.accepted !== null).toBe(false);
      }),
    );
  });

  it('each side hears of what the other did, and of another version of the report', () => {
    const [from, to] = ['site-1', 'site-2'] as SiteId[];
    const sent = buildReferral();
    expect(referralNews(null, sent, to ?? null)).toMatchObject({ what: 'sent', site: '胡场镇卫生院' });
    expect(referralNews(null, sent, from ?? null)).toBeNull();
    expect(referralNews(null, sent, 'site-3')).toBeNull();
    for (const what of ['accepted', 'declined', 'withdrawn'] as const) {
      const hears = referralMoves[what].by === 'from' ? to : from;
      const after = afterReferralStep(sent, step(what), who);
      expect(referralNews(sent, after, hears ?? null)).toMatchObject({ what, at: 5000 });
      expect(referralNews(sent, after, (hears === to ? from : to) ?? null)).toBeNull();
    }
    const amended = { ...sent, amended: { status: 'corrected' as const, at: 9000 } };
    for (const site of [from, to]) {
      expect(referralNews(sent, amended, site ?? null)).toMatchObject({ what: 'amended', at: 9000 });
    }
    expect(referralNews(amended, amended, to ?? null)).toBeNull();
  });
});
