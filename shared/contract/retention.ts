/** Retention as the administrator's screen uses it: rules, the dry run, the run, and legal holds; of station or exchange. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  retentionPlanSchema,
  retentionPolicySchema,
  retentionRunSchema,
  retentionStatusSchema,
} from '../retention/retention.ts';
import { doneSchema, resultOf } from './result-schema.ts';

/** Whose archive: this station's, or the region's exchange, which is asked in the person's own name. */
export const archivePlaceSchema = z.object({ where: z.enum(['station', 'exchange']) });
export type ArchivePlace = z.infer<typeof archivePlaceSchema>['where'];

export const holdSchema = z.object({
  studyInstanceUid: z.string().min(1).max(64),
  reason: z.string().trim().min(1).max(200),
});
export const releaseSchema = holdSchema.pick({ studyInstanceUid: true, reason: true });

export const retentionContract = {
  status: oc.input(archivePlaceSchema).output(resultOf(retentionStatusSchema)),
  setPolicy: oc
    .input(archivePlaceSchema.extend({ policy: retentionPolicySchema }))
    .output(resultOf(doneSchema)),
  /** The dry run: what would go and why the rest stays; nothing changes. */
  plan: oc.input(archivePlaceSchema).output(resultOf(retentionPlanSchema)),
  run: oc.input(archivePlaceSchema).output(resultOf(retentionRunSchema)),
  hold: oc.input(archivePlaceSchema.extend(holdSchema.shape)).output(resultOf(doneSchema)),
  release: oc.input(archivePlaceSchema.extend(releaseSchema.shape)).output(resultOf(doneSchema)),
};
