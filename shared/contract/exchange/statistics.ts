/** Turnaround by kind and site; overdue and retaken tasks count in every denominator. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../../study/ids.ts';
import { kindSchema } from '../../study/kind.ts';
import { resultOf } from '../result-schema.ts';

export const turnaroundRowSchema = z.object({
  kind: kindSchema,
  siteId: z.string(),
  siteName: z.string(),
  /** Tasks whose clock started in the range. */
  tasks: z.number().int(),
  /** Clock stopped within the promise. */
  within: z.number().int(),
  overdue: z.number().int(),
  stillOpen: z.number().int(),
  /** A retake was asked for, whatever became of it. */
  retaken: z.number().int(),
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});
export type TurnaroundRow = z.infer<typeof turnaroundRowSchema>;

export const turnaroundSchema = z.object({
  rows: z.array(turnaroundRowSchema),
  /** Each stopped clock, newest last, for the scatter: at most 2,000. */
  points: z.array(
    z.object({
      kind: kindSchema,
      siteName: z.string(),
      stoppedAt: instantSchema,
      elapsedMs: z.number(),
      targetMs: z.number(),
    }),
  ),
});

export const statisticsContract = {
  turnaround: oc
    .input(z.object({ from: instantSchema, to: instantSchema }))
    .output(resultOf(turnaroundSchema)),
};
