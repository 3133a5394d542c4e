/** Two doctors: where policy asks for a second one, and where a task stands between its writer and its reviewer. */
import { z } from 'zod';
import { instantSchema, memberIdSchema } from './ids.ts';
import { type Kind, kindSchema } from './kind.ts';

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

const personSchema = z.object({ memberId: memberIdSchema, name: z.string(), at: instantSchema });

export const reviewSchema = z.object({
  /** Who wrote what waits for a second doctor, or was reviewed; null before anything was submitted. */
  submitted: personSchema.nullable(),
  /** Who gave it back last and why, until it is submitted again. */
  returned: personSchema.extend({ reason: z.string() }).nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

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
