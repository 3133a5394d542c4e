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
  p99Ms: z.number().nullable().default(null),
});
export type TurnaroundRow = z.infer<typeof turnaroundRowSchema>;

/** Tasks whose clock started in that hour (0–23) of the exchange's day. */
export const hourRowSchema = turnaroundRowSchema
  .omit({ siteId: true, siteName: true })
  .extend({ hour: z.number().int().min(0).max(23) });
export type HourRow = z.infer<typeof hourRowSchema>;

export const phaseNames = ['upload', 'waiting', 'reading', 'home', 'unopened'] as const;

/** How long a phase took, of the tasks that have gone through it. */
export const phaseRowSchema = z.object({
  kind: kindSchema,
  phase: z.enum(phaseNames),
  tasks: z.number().int(),
  medianMs: z.number(),
  p90Ms: z.number(),
  p99Ms: z.number(),
});
export type PhaseRow = z.infer<typeof phaseRowSchema>;

export const turnaroundSchema = z.object({
  rows: z.array(turnaroundRowSchema),
  /** The same by kind and hour; what an exchange of before leaves out. */
  hours: z.array(hourRowSchema).default([]),
  phases: z.array(phaseRowSchema).default([]),
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
