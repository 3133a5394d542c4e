/** The audit record: append-only, hash-chained; read, searched, proved and taken out by the auditor only. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../../study/ids.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

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

/** What an auditor asks for; an empty field asks nothing. */
export const auditSearchSchema = z.object({
  from: instantSchema.nullable().default(null),
  to: instantSchema.nullable().default(null),
  /** Name or id of a member. */
  person: z.string().trim().max(64).default(''),
  /** A patient's number, an accession number, or the id of a task, order, deposit, report or whatever else was acted on. */
  subject: z.string().trim().max(128).default(''),
  /** Only what happened to the task while it was claimed for the n-th time. */
  claim: z.number().int().positive().nullable().default(null),
  act: z.string().max(64).default(''),
  outcome: z.enum(['any', 'done', 'refused']).default('any'),
});
export type AuditSearch = z.infer<typeof auditSearchSchema>;

/** Of the oldest record that was given: the next page begins before it. */
export const auditCursorSchema = z.object({ at: instantSchema, number: z.number().int() });
export type AuditCursor = z.infer<typeof auditCursorSchema>;

export const auditRowSchema = auditRecordSchema.extend({
  memberName: z.string().nullable(),
  stationName: z.string().nullable(),
  /** Of the task or order it was done to; '' for everything else. No name: who audits need not know the patient. */
  accessionNumber: z.string(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditPageSchema = z.object({
  rows: z.array(auditRowSchema),
  next: auditCursorSchema.nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** One walk of the chain. */
export const auditProofSchema = z.object({
  checkedAt: instantSchema,
  /** Null for the exchange's own, at its start and by night. */
  memberName: z.string().nullable(),
  from: z.number().int().positive(),
  /** The last record that fits, and its hash: the head of what is proved. */
  number: z.number().int().nonnegative(),
  hash: z.string(),
  /** The first that does not fit; null when all do. */
  brokenAt: z.number().int().nullable(),
});
export type AuditProof = z.infer<typeof auditProofSchema>;

/** Where the chain was broken and an auditor let it go on, with what he found. */
export const auditAnchorSchema = z.object({
  number: z.number().int(),
  hash: z.string(),
  brokenAt: z.number().int(),
  memberName: z.string().nullable(),
  reason: z.string(),
  at: instantSchema,
});
export type AuditAnchor = z.infer<typeof auditAnchorSchema>;

export const auditStatusSchema = z.object({
  /** The newest record; null before the first. */
  head: z.object({ number: z.number().int(), hash: z.string(), at: instantSchema }).nullable(),
  /** Nothing is signed while there is one: audit-broken or disk-full. */
  trouble: z.enum(['audit-broken', 'disk-full']).nullable(),
  /** The record that a walk under way has come to; null while none is. */
  walked: z.number().int().nullable(),
  /** Newest first. */
  proofs: z.array(auditProofSchema),
  anchors: z.array(auditAnchorSchema),
  /** Verbs that occur. */
  acts: z.array(z.string()),
});
export type AuditStatus = z.infer<typeof auditStatusSchema>;

const searchInput = auditSearchSchema.extend({ before: auditCursorSchema.nullable().default(null) });

export const auditContract = {
  read: oc
    .input(
      z.object({
        after: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(resultOf(z.array(auditRecordSchema))),
  /** Newest first, a page at a time. The first page of a search is itself an act that is recorded. */
  search: oc
    .input(searchInput.extend({ limit: z.number().int().min(1).max(500).default(100) }))
    .output(resultOf(auditPageSchema)),
  status: oc.output(resultOf(auditStatusSchema)),
  /**
   * Walks the chain from the head that was proved last, or from its beginning, and keeps what was found. Answers null when the walk
   * takes long: it goes on, and the status tells.
   */
  prove: oc
    .input(z.object({ from: z.enum(['head', 'first']) }))
    .output(resultOf(auditProofSchema.nullable())),
  /** Goes on after a break: from here the chain is proved anew, and signing is possible again. */
  anchor: oc
    .input(z.object({ commandId: commandIdSchema, reason: z.string().trim().min(1).max(200) }))
    .output(resultOf(auditAnchorSchema)),
  /** What a search finds as a sealed file for `yuanzhen verify`: at most 20,000 records, `next` where there are more. */
  exportFile: oc
    .input(searchInput)
    .output(
      resultOf(z.object({ file: z.string(), records: z.number().int(), next: auditCursorSchema.nullable() })),
    ),
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
