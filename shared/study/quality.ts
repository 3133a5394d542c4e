/** 图像质量 甲 / 乙 / 丙: what a reader says of how an exam was made, with why, for the township that made it. */
import { z } from 'zod';
import { instantSchema, memberIdSchema } from './ids.ts';
import { type Kind, kindSchema } from './kind.ts';

/** 甲 of diagnostic quality, 乙 with flaws, 丙 hardly of use. */
export const grades = ['A', 'B', 'C'] as const;
export const gradeSchema = z.enum(grades);
export type Grade = z.infer<typeof gradeSchema>;

const reasonsOf = {
  imaging: ['positioning', 'coverage', 'exposure', 'motion', 'foreign-body', 'marking', 'other'],
  ecg: ['leads', 'contact', 'baseline', 'muscle', 'mains', 'short', 'other'],
} as const satisfies Record<Kind, readonly string[]>;

export type QualityReason = (typeof reasonsOf)[Kind][number];
const allReasons: readonly QualityReason[] = [...new Set([...reasonsOf.imaging, ...reasonsOf.ecg])];
export const qualityReasonSchema = z.enum(allReasons as [QualityReason, ...QualityReason[]]);

/** In the order of their keys. */
export function qualityReasonsOf(kind: Kind): readonly QualityReason[] {
  return reasonsOf[kind];
}

/** What a reader says: 甲 needs no reason, 乙 and 丙 name one. */
export const scoreSchema = z
  .object({ grade: gradeSchema, reason: qualityReasonSchema.nullable() })
  .refine(({ grade, reason }) => (grade === 'A') === (reason === null), 'a reason for B and C, none for A');
export type Score = z.infer<typeof scoreSchema>;

export const qualitySchema = z.object({
  grade: gradeSchema,
  reason: qualityReasonSchema.nullable(),
  memberId: memberIdSchema,
  name: z.string(),
  at: instantSchema,
});
export type Quality = z.infer<typeof qualitySchema>;

export const qualityRuleSchema = z.object({
  kind: z.union([kindSchema, z.literal('*')]).default('*'),
  /** Name or id of a site. */
  site: z.string().min(1).max(64).default('*'),
});
export type QualityRule = z.infer<typeof qualityRuleSchema>;

/** Where a final report needs a score before it; nowhere unless a policy says so. */
export const qualityPolicySchema = z.object({ rules: z.array(qualityRuleSchema).max(1000) });
export type QualityPolicy = z.infer<typeof qualityPolicySchema>;

export function needsScore(
  policy: QualityPolicy,
  exam: { readonly kind: Kind; readonly siteId: string },
): boolean {
  return policy.rules.some(
    ({ kind, site }) => (kind === '*' || kind === exam.kind) && (site === '*' || site === exam.siteId),
  );
}

/** What was scored of a site in a month (YYYY-MM of the exchange's place), by kind. */
export const qualityRowSchema = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  siteId: z.string(),
  siteName: z.string(),
  kind: kindSchema,
  /** Signed exams of the month, scored or not. */
  signed: z.number().int(),
  grades: z.record(gradeSchema, z.number().int()),
  /** Most frequent first. */
  reasons: z.array(z.object({ reason: qualityReasonSchema, count: z.number().int() })),
});
export type QualityRow = z.infer<typeof qualityRowSchema>;
