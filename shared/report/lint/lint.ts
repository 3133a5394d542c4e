/** Journey step 8: what the lint of a report is given and what it answers. Pure; works without a link. */
import { z } from 'zod';
import { kindSchema, sexSchema } from '../../study/kind.ts';
import type { ReportContent } from '../report.ts';

export const lintFields = ['findings', 'impression', 'recommendation'] as const;
export type LintField = (typeof lintFields)[number];

export const lintRules = [
  'side-of-exam',
  'side-between-sections',
  'sex-and-organ',
  'outside-region',
  'number-against-measurement',
  'number-between-sections',
  'normal-and-abnormal',
  'negation-conflict',
  'rhythm-conflict',
  'word-against-number',
  'blank-field',
  'left-blank',
  'wrong-unit',
  'implausible-size',
  'other-patient',
] as const;
export type LintRule = (typeof lintRules)[number];

/** Whom and what a report is about: from the bound order and images, never from its own text. */
export const lintSubjectSchema = z.object({
  kind: kindSchema,
  modality: z.string(),
  /** What was examined, as the images and the order say it: body part, description. */
  exam: z.array(z.string()),
  /** Complaint and question of the order. */
  asked: z.array(z.string()),
  patient: z.object({ name: z.string(), sex: sexSchema, ageYears: z.number().nullable() }),
  /** Names of others whose cases are known beside this one. */
  otherNames: z.array(z.string()),
});
export type LintSubject = z.infer<typeof lintSubjectSchema>;

/** One thing that does not fit: where it stands (UTF-16 offsets), what is said there, and what it stands against. */
export const lintFindingSchema = z.object({
  rule: z.enum(lintRules),
  field: z.enum(lintFields),
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  said: z.string(),
  against: z.string(),
});
export type LintFinding = Readonly<z.infer<typeof lintFindingSchema>>;

/** One rule: everything it finds in a report. */
export type LintCheck = (subject: LintSubject, content: ReportContent) => readonly LintFinding[];
