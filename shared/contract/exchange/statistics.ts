/** Turnaround by kind and site, critical values by their steps; overdue and retaken tasks count in every denominator. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../../study/ids.ts';
import { kindSchema } from '../../study/kind.ts';
import { qualityRowSchema } from '../../study/quality.ts';
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

/** 危急值 is read back within ten minutes of being raised. */
export const promisedReadBackMs = 600_000;

export const criticalRowSchema = z.object({
  noticeId: z.string(),
  kind: kindSchema,
  siteName: z.string(),
  accessionNumber: z.string(),
  code: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  state: z.enum(['raised', 'delivered', 'opened', 'read-back', 'acted', 'closed']),
  /** Exchange time of each step; null until it happened. */
  raisedAt: instantSchema,
  deliveredAt: instantSchema.nullable(),
  openedAt: instantSchema.nullable(),
  readBackAt: instantSchema.nullable(),
  actedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  /** How often somebody was telephoned. */
  calls: z.number().int(),
});
export type CriticalRow = z.infer<typeof criticalRowSchema>;

/** Critical values that were raised in the range, without drills. */
export const criticalBoardSchema = z.object({
  sums: z.array(
    z.object({
      kind: kindSchema,
      raised: z.number().int(),
      open: z.number().int(),
      /** Read back, or past their ten minutes without: what the share is of. */
      counted: z.number().int(),
      within: z.number().int(),
      /** From raised to read back. */
      medianMs: z.number().nullable(),
      p90Ms: z.number().nullable(),
    }),
  ),
  /** Newest first. */
  rows: z.array(criticalRowSchema),
  /** How many are not listed. */
  more: z.number().int(),
});
export type CriticalBoard = z.infer<typeof criticalBoardSchema>;

const rangeSchema = z.object({ from: instantSchema, to: instantSchema });

export const statisticsContract = {
  turnaround: oc.input(rangeSchema).output(resultOf(turnaroundSchema)),
  criticals: oc.input(rangeSchema).output(resultOf(criticalBoardSchema)),
  /** 图像质量 by month and site, of exams that were signed in the range. */
  quality: oc.input(rangeSchema).output(resultOf(z.object({ rows: z.array(qualityRowSchema) }))),
};
