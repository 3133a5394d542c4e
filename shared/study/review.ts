/** Two doctors: where policy asks for a second one, and where a task stands between its writer and its reviewer. */
import { z } from 'zod';
import type { ReportStatus } from '../report/report.ts';
import { instantSchema, memberIdSchema } from './ids.ts';
import { type Kind, kindSchema } from './kind.ts';
import type { Task } from './task.ts';

/** Two are required for a kind at a site from one hour of the exchange's day to another; 18 to 8 goes over midnight, 0 to 24 is always. */
export const reviewRuleSchema = z.object({
  kind: z.union([kindSchema, z.literal('*')]).default('*'),
  /** Name or id of a site. */
  site: z.string().min(1).max(64).default('*'),
  from: z.number().int().min(0).max(23).default(0),
  to: z.number().int().min(1).max(24).default(24),
});
export type ReviewRule = z.infer<typeof reviewRuleSchema>;

export const reviewPolicySchema = z.object({ rules: z.array(reviewRuleSchema).max(1000) });
export type ReviewPolicy = z.infer<typeof reviewPolicySchema>;

/** Who wrote what waits for a second doctor, and when he submitted it. */
export const submittedSchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });
export type Submitted = z.infer<typeof submittedSchema>;

/** Who gave it back to its writer, and why. */
export const returnedSchema = submittedSchema.extend({ reason: z.string() });
export type Returned = z.infer<typeof returnedSchema>;

export const reviewSchema = z.object({
  /** Who wrote what waits for a second doctor, or was reviewed; null before anything was submitted. */
  submitted: submittedSchema.nullable(),
  /** Who gave it back last and why, until it is submitted again. */
  returned: returnedSchema.nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

const ofTwo: ReadonlySet<ReportStatus> = new Set(['final', 'corrected', 'addendum']);

/** Whether two doctors answer for a report of that status: what the task asked for when it opened holds for every version. A withdrawal is one doctor's. */
export function needsTwo({ review }: Pick<Task, 'review'>, status: ReportStatus): boolean {
  return review !== undefined && ofTwo.has(status);
}

/** By whom a report or an amendment waits for a second doctor, whether he is at it already or not; null where none does. */
export function underReview({
  state,
  review,
  amending,
}: Pick<Task, 'state' | 'review' | 'amending'>): Submitted | null {
  if (amending !== undefined) return amending.submitted ?? null;
  return state === 'reviewing' ? (review?.submitted ?? null) : null;
}

/** Who gave a report or an amendment back to whoever writes it now, and why; null where nobody did. */
export function returnedTo({
  state,
  review,
  amending,
}: Pick<Task, 'state' | 'review' | 'amending'>): Returned | null {
  if (amending !== undefined) return amending.returned ?? null;
  return state === 'reading' || state === 'preliminary' ? (review?.returned ?? null) : null;
}

/** Whether any rule asks for two doctors at that hour (0–23). */
export function needsReview(
  policy: ReviewPolicy,
  exam: { readonly kind: Kind; readonly siteId: string; readonly hour: number },
): boolean {
  return policy.rules.some(
    ({ kind, site, from, to }) =>
      (kind === '*' || kind === exam.kind) &&
      (site === '*' || site === exam.siteId) &&
      (from < to ? exam.hour >= from && exam.hour < to : exam.hour >= from || exam.hour < to),
  );
}
