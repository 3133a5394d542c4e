/** The audit record: append-only, hash-chained; read by the auditor only. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../../study/ids.ts';
import { resultOf } from '../result-schema.ts';

export const auditRecordSchema = z.object({
  number: z.number().int().positive(),
  at: instantSchema,
  memberId: z.string().nullable(),
  stationId: z.string().nullable(),
  /** Verb of the act: signed-in, claimed, viewed, drafted, issued, signed, delivered, acknowledged, exported, … */
  act: z.string(),
  success: z.boolean(),
  /** What it was done to: task, report, member. */
  object: z.string(),
  detail: z.string(),
  /** SHA-256 over the previous hash and this record's canonical JSON. */
  hash: z.string(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

export const auditContract = {
  read: oc
    .input(
      z.object({
        after: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(resultOf(z.array(auditRecordSchema))),
  /** Walks the chain; names the first record that does not fit. */
  verify: oc.output(resultOf(z.object({ records: z.number().int(), brokenAt: z.number().int().nullable() }))),
  /** What a station saw its people do that the exchange cannot see by itself (viewed, exported, signed while unlinked). */
  append: oc
    .input(
      z.object({
        records: z
          .array(
            auditRecordSchema.pick({
              at: true,
              memberId: true,
              act: true,
              success: true,
              object: true,
              detail: true,
            }),
          )
          .max(500),
        commandId: z.string().min(8).max(64),
      }),
    )
    .output(resultOf(z.object({ done: z.literal(true) }))),
};
