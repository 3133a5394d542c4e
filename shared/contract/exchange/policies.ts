/** The policies of the region: two doctors, escalation, assignment, quality, peer review, signatures; read and changed by its administrator, who sees who changed what. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { assignmentPolicySchema } from '../../study/assignment.ts';
import { escalationPolicySchema } from '../../study/escalation.ts';
import { instantSchema } from '../../study/ids.ts';
import { peerReviewPolicySchema, standardPeerReviewPolicy } from '../../study/peer-review.ts';
import { qualityPolicySchema } from '../../study/quality.ts';
import { reviewPolicySchema } from '../../study/review.ts';
import { signaturePolicySchema } from '../../study/signature.ts';
import { doneSchema, resultOf } from '../result-schema.ts';

export const policyNames = [
  'review',
  'escalation',
  'assignment',
  'retention',
  'quality',
  'peerReview',
  'signature',
] as const;
export const policyNameSchema = z.enum(policyNames);
export type PolicyName = z.infer<typeof policyNameSchema>;

export const policyChangeSchema = z.object({
  changeId: z.number().int(),
  policy: policyNameSchema,
  at: instantSchema,
  /** Null for the command line. */
  memberName: z.string().nullable(),
  /** The policy as it stood from then on, and before: JSON, for a diff a line at a time. */
  document: z.string(),
  before: z.string(),
});
export type PolicyChange = z.infer<typeof policyChangeSchema>;

export const policiesSchema = z.object({
  review: reviewPolicySchema,
  escalation: escalationPolicySchema,
  assignment: assignmentPolicySchema,
  /** What an exchange of before leaves out. */
  quality: qualityPolicySchema.default({ rules: [] }),
  peerReview: peerReviewPolicySchema.default(standardPeerReviewPolicy),
  signature: signaturePolicySchema.default({ rules: [] }),
  /** The newest change of each, 0 before the first: a change has to be based on it. */
  newest: z.record(policyNameSchema, z.number().int()),
  sites: z.array(z.object({ siteId: z.string(), name: z.string() })),
  /** Names of people who may read, for the roster and the duty leader. */
  readers: z.array(z.string()),
  /** Newest first. */
  changes: z.array(policyChangeSchema),
});
export type Policies = z.infer<typeof policiesSchema>;

export const policySettingSchema = z.discriminatedUnion('policy', [
  z.object({ policy: z.literal('review'), document: reviewPolicySchema, basedOn: z.number().int() }),
  z.object({ policy: z.literal('escalation'), document: escalationPolicySchema, basedOn: z.number().int() }),
  z.object({ policy: z.literal('assignment'), document: assignmentPolicySchema, basedOn: z.number().int() }),
  z.object({ policy: z.literal('quality'), document: qualityPolicySchema, basedOn: z.number().int() }),
  z.object({ policy: z.literal('peerReview'), document: peerReviewPolicySchema, basedOn: z.number().int() }),
  z.object({ policy: z.literal('signature'), document: signaturePolicySchema, basedOn: z.number().int() }),
]);
export type PolicySetting = z.infer<typeof policySettingSchema>;

export const policiesContract = {
  read: oc.output(resultOf(policiesSchema)),
  /** Fails with policy-changed, site-unknown or escalation-order; each names what is wrong. */
  set: oc.input(policySettingSchema).output(resultOf(doneSchema)),
};
