/**
 * A sealed case: one zip with everything of a task (reports and their PDFs, objects, the task, its part of the audit chain), a manifest of
 * hashes, and the signature of the region over that manifest. It is verified years later, without the exchange.
 */
import { z } from 'zod';

export const caseManifestSchema = z.object({
  format: z.literal('yuanzhen-sealed-case'),
  formatVersion: z.literal(1),
  taskId: z.string(),
  studyInstanceUid: z.string(),
  region: z.string(),
  /** ISO 8601, of the exchange. */
  sealedAt: z.string(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), size: z.number().int().nonnegative() })),
});
export type CaseManifest = z.infer<typeof caseManifestSchema>;

export const caseSealSchema = z.object({
  algorithm: z.literal('ES256'),
  /** PEM, issued by the region's authority for this one seal. */
  certificate: z.string(),
  /** Base64 of the IEEE P1363 signature over the bytes of manifest.json. */
  value: z.string(),
});

/** One record of the audit chain with the hash before it, so that its own can be computed. */
export const auditExcerptSchema = z.object({
  previous: z.string(),
  number: z.number().int(),
  at: z.number(),
  memberId: z.string().nullable(),
  stationId: z.string().nullable(),
  act: z.string(),
  success: z.boolean(),
  object: z.string(),
  detail: z.string(),
  hash: z.string(),
});

export const casePaths = {
  manifest: 'manifest.json',
  seal: 'seal.json',
  authority: 'ca.pem',
  task: 'task.json',
  audit: 'audit.json',
} as const;
