/** 静默报警 at the exchange; who is silent is told beside the feed, with who is on duty. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema, memberIdSchema } from '../../study/ids.ts';
import { silenceReasonSchema } from '../../study/silence.ts';
import { commandIdSchema, doneSchema, resultOf } from '../result-schema.ts';

export const silenceContract = {
  /** 已知悉: a named person says why nothing comes; the first one stands. */
  note: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        siteId: z.string().min(1).max(64),
        since: instantSchema,
        memberId: memberIdSchema,
        reason: silenceReasonSchema,
      }),
    )
    .output(resultOf(doneSchema)),
};
