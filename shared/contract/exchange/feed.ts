/**
 * The event feed. Every change is a row with a rising `seq`, written in the same transaction as the change.
 * socket.io namespace `/feed`: the station sends `auth: { token, contractVersion, cursor }`; the exchange emits
 * `events` (FeedEvent[]), at least once and in order, and the station answers `cursor` (number) when applied.
 * The `time` message is answered with the exchange's clock, for the offset estimate.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { consultationSchema } from '../../study/consultation.ts';
import { instantSchema, patientIdSchema, siteIdSchema, taskIdSchema } from '../../study/ids.ts';
import { orderSchema } from '../../study/order.ts';
import { referralSchema } from '../../study/referral.ts';
import { taskSchema } from '../../study/task.ts';
import { resultOf } from '../result-schema.ts';

/**
 * Version of both contracts. One older keeps working, two older is refused with a sentence.
 * 3: referrals between sites, and consultations told to the hospital that is asked.
 */
export const contractVersion = 3;

export const feedChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('task-changed'), task: taskSchema }),
  z.object({ type: z.literal('order-placed'), order: orderSchema }),
  /** A report was committed; the township's station fetches it, both doctors see a not adopted one. */
  z.object({
    type: z.literal('report-committed'),
    task: taskSchema,
    reportId: z.string(),
    version: z.number(),
    adopted: z.boolean(),
  }),
  /** The patient index has changed. A clinic hears of its own patients only; proposals are the centre's business. */
  z.object({
    type: z.literal('patients-changed'),
    act: z.enum(['merged', 'split', 'proposed', 'dismissed']),
    patientIds: z.array(patientIdSchema),
  }),
  /** Told to both sites. */
  z.object({ type: z.literal('referral-changed'), referral: referralSchema }),
  /** Told to the hospital that is asked; the case itself is asked for, while it is open. */
  z.object({
    type: z.literal('consultation-changed'),
    taskId: taskIdSchema,
    consultation: consultationSchema,
  }),
]);
export type FeedChange = z.infer<typeof feedChangeSchema>;

export const feedEventSchema = z.object({
  seq: z.number().int().positive(),
  at: instantSchema,
  siteId: siteIdSchema,
  change: feedChangeSchema,
});
export type FeedEvent = z.infer<typeof feedEventSchema>;

export const feedContract = {
  /** The same events by HTTP, for scripts and for catching up. */
  read: oc
    .input(
      z.object({
        after: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(resultOf(z.object({ events: z.array(feedEventSchema), head: z.number().int().nonnegative() }))),
  time: oc.output(z.object({ now: instantSchema })),
};
