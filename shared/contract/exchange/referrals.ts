/** 双向转诊 at the exchange: sent with a report, and each step by either site. Every change goes to both by the feed. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, memberIdSchema, taskIdSchema } from '../../study/ids.ts';
import {
  referralGivenSchema,
  referralIdSchema,
  referralSchema,
  referralStepSchema,
} from '../../study/referral.ts';
import { addressedSiteSchema } from '../../study/site-tier.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const referralsContract = {
  /** Every site of the region, with its tier and telephone. */
  sites: oc.output(resultOf(z.array(addressedSiteSchema))),
  /** Idempotent by referral. */
  send: oc
    .input(
      referralGivenSchema.extend({
        commandId: commandIdSchema,
        referralId: referralIdSchema,
        memberId: memberIdSchema,
        writtenAt: instantSchema,
      }),
    )
    .output(resultOf(referralSchema)),
  step: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        taskId: taskIdSchema,
        referralId: referralIdSchema,
        /** Null for what a station does by itself: `delivered`. */
        memberId: memberIdSchema.nullable(),
        step: referralStepSchema,
      }),
    )
    .output(resultOf(referralSchema)),
};
