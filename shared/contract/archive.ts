/** The archive as the settings screen shows it: space and quota, the check at start, the nightly re-hash, what is lost. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../study/ids.ts';
import { doneSchema, failureSchema, resultOf } from './result-schema.ts';

export const vaultCheckSchema = z.object({
  startedAt: instantSchema,
  /** Null while it runs, or when it was cut short and goes on later. */
  endedAt: instantSchema.nullable(),
  objects: z.number().int(),
  bytes: z.number().int(),
  damaged: z.number().int(),
  missing: z.number().int(),
});
export type VaultCheck = z.infer<typeof vaultCheckSchema>;

export const lostObjectSchema = z.object({
  sha256: z.string(),
  size: z.number().int(),
  why: z.enum(['missing', 'damaged']),
  foundAt: instantSchema,
  /** Whose it is, as the index says; empty for a report's PDF. */
  patientName: z.string(),
  studyInstanceUid: z.string(),
  lastFailure: failureSchema.nullable(),
});
export type LostObject = z.infer<typeof lostObjectSchema>;

export const archiveStatusSchema = z.object({
  space: z.object({
    total: z.number(),
    free: z.number(),
    reserve: z.number(),
    used: z.number(),
    quota: z.number().nullable(),
  }),
  ballastHeld: z.boolean(),
  /** New arrivals are refused for it: disk-full or store-failing. */
  trouble: failureSchema.nullable(),
  /** What the last start found wrong with the index. */
  start: z.object({ at: instantSchema, notice: failureSchema.nullable() }).nullable(),
  running: z.boolean(),
  /** Newest first. */
  checks: z.array(vaultCheckSchema),
  lost: z.array(lostObjectSchema),
});
export type ArchiveStatus = z.infer<typeof archiveStatusSchema>;

export const archiveContract = {
  status: oc.output(resultOf(archiveStatusSchema)),
  /** Re-hashes the whole vault now instead of tonight. */
  checkNow: oc.output(resultOf(doneSchema)),
  /** Bytes this station's vault may hold; null: what the disk holds. */
  setQuota: oc
    .input(z.object({ quota: z.number().int().positive().nullable() }))
    .output(resultOf(doneSchema)),
};
