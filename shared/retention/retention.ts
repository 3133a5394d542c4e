/** Retention (保存期限): rules as data, which studies they let go, and why the others stay; the same at station and exchange. */
import { z } from 'zod';
import { taskStates } from '../journey.ts';
import { instantSchema } from '../study/ids.ts';
import { arrivalKindSchema } from '../study/kind.ts';

/** States in which a study may go at all; `no-task` is one that no order was ever joined to. */
export const removableStates = ['received', 'cancelled', 'withdrawn', 'no-task'] as const;

export const retentionRuleSchema = z.object({
  name: z.string().trim().min(1).max(60),
  /** An empty list is any. */
  kinds: z.array(arrivalKindSchema).max(4).default([]),
  modalities: z.array(z.string().min(1).max(16)).max(40).default([]),
  /** Site ids. */
  sites: z.array(z.string().min(1).max(64)).max(200).default([]),
  states: z.array(z.enum(removableStates)).min(1).default(['received']),
  /** Days since the last of the study arrived. */
  olderThanDays: z.number().int().min(1).max(36_500),
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

export const retentionPolicySchema = z.object({
  rules: z.array(retentionRuleSchema).max(50),
  /** Runs by itself every night; else only when the administrator says so. */
  nightly: z.boolean().default(false),
});
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

/** Why a study stays that a rule would let go. */
export const keepReasons = [
  'hold',
  'open-task',
  'conflict',
  'late-images',
  'not-deposited',
  'not-verified',
  'in-use',
] as const;
export type KeepReason = (typeof keepReasons)[number];

export const retentionStudySchema = z.object({
  studyInstanceUid: z.string(),
  /** The deposit at the exchange; '' at a station. */
  depositId: z.string().default(''),
  patientName: z.string(),
  kind: arrivalKindSchema,
  modalities: z.array(z.string()),
  siteId: z.string(),
  siteName: z.string(),
  state: z.enum([...taskStates, 'no-task']),
  /** When the last of it arrived. */
  at: instantSchema,
  objects: z.number().int(),
  bytes: z.number().int(),
});
export type RetentionStudy = z.infer<typeof retentionStudySchema>;

export const retentionPlanSchema = z.object({
  at: instantSchema,
  /** What goes, by which rule. */
  go: z.array(retentionStudySchema.extend({ rule: z.string() })),
  /** What stays though a rule would let it go, and why. */
  kept: z.array(retentionStudySchema.extend({ rule: z.string(), why: z.enum(keepReasons) })),
  totals: z.object({ studies: z.number().int(), objects: z.number().int(), bytes: z.number().int() }),
});
export type RetentionPlan = z.infer<typeof retentionPlanSchema>;

export const legalHoldSchema = z.object({
  studyInstanceUid: z.string(),
  patientName: z.string(),
  reason: z.string(),
  memberId: z.string(),
  /** Who holds it; absent where this place does not know the name. */
  memberName: z.string().exactOptional(),
  setAt: instantSchema,
  /** False for what the reading centre holds, seen by the site whose study it is. */
  mayRelease: z.boolean().default(true),
});
export type LegalHold = z.infer<typeof legalHoldSchema>;

export const retentionRunSchema = z.object({
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Null for the nightly one. */
  memberId: z.string().nullable(),
  /** Who started it; absent for the nightly one, and where this place does not know the name. */
  memberName: z.string().exactOptional(),
  studies: z.number().int(),
  objects: z.number().int(),
  bytes: z.number().int(),
  /** Null where only one site's part of the run is told. */
  kept: z.number().int().nullable(),
});
export type RetentionRun = z.infer<typeof retentionRunSchema>;

export const retentionStatusSchema = z.object({
  policy: retentionPolicySchema,
  holds: z.array(legalHoldSchema),
  /** Newest first. */
  runs: z.array(retentionRunSchema),
  /** Names to write rules with. */
  sites: z.array(z.object({ siteId: z.string(), name: z.string() })),
  /** Whether rules and runs are the caller's to decide; else he sees and holds only what is his site's. */
  mayDecide: z.boolean().default(true),
});
export type RetentionStatus = z.infer<typeof retentionStatusSchema>;
