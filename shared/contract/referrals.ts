/** 双向转诊 at a station: what was sent and received here, waiting in the outbox while the link is down. PDFs: GET `/referrals/<referralId>.pdf`. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  referralGivenSchema,
  referralIdSchema,
  referralSchema,
  referralStepSchema,
} from '../study/referral.ts';
import { addressedSiteSchema } from '../study/site-tier.ts';
import { queuedSchema, resultOf } from './result-schema.ts';

export const listedReferralSchema = referralSchema.extend({
  /** Something about it waits for the link: the other site does not know yet. */
  queued: z.boolean(),
  /** The exchange did not take it: nobody at the other site knows. */
  refused: z.boolean(),
  /** The report's PDF lies here. */
  hasPdf: z.boolean(),
});
export type ListedReferral = z.infer<typeof listedReferralSchema>;

export const referralsContract = {
  /** Newest first. */
  list: oc.output(resultOf(z.object({ referrals: z.array(listedReferralSchema) }))),
  /** This station's own site, and those that patients may be sent to from here, as last known. */
  sites: oc.output(
    resultOf(z.object({ own: addressedSiteSchema.nullable(), above: z.array(addressedSiteSchema) })),
  ),
  send: oc.input(referralGivenSchema).output(resultOf(queuedSchema.extend({ referralId: referralIdSchema }))),
  step: oc
    .input(z.object({ referralId: referralIdSchema, step: referralStepSchema }))
    .output(resultOf(queuedSchema)),
};
