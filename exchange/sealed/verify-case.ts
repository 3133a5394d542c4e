/** Is a sealed case what the region sealed? Seal, every file, every report and PDF, and each record of the audit are judged offline. */
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { failure } from '#shared/failure.ts';
import { reportSchema } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { auditHash } from '../audit/append-audit.ts';
import { verifyPdf } from '../reports/verify-pdf.ts';
import { verifySignature } from '../reports/verify-signature.ts';
import { auditExcerptSchema, caseManifestSchema, casePaths, caseSealSchema } from './sealed-case.ts';
import { verifySeal } from './verify-seal.ts';

export interface VerifiedCase {
  readonly taskId: string;
  readonly studyInstanceUid: string;
  readonly sealedAt: string;
  /** True when the seal's certificate was issued by the given authority. */
  readonly trusted: boolean;
  readonly files: number;
  readonly reports: number;
  readonly auditRecords: number;
}

/** Bytes of all files of a case together. A stored size that lies makes the unpacking fail. */
const mostUnpacked = 8 * 1024 ** 3;

/** `authority` is a PEM, or null to take the one inside, which proves nothing but that the case is whole. Fails with case-altered, naming the file, or zip-over-limit. */
export async function verifyCase(zip: Uint8Array, authority: string | null): Promise<Result<VerifiedCase>> {
  const altered = (file: string) => fail(failure('case-altered', { file }));
  let files: Record<string, Uint8Array>;
  let unpacked = 0;
  try {
    // What would not fit is not unpacked at all.
    const filter = ({ originalSize }: { originalSize: number }): boolean => {
      unpacked += originalSize;
      return unpacked <= mostUnpacked;
    };
    files = unzipSync(zip, { filter });
  } catch {
    return altered('zip');
  }
  if (unpacked > mostUnpacked)
    return fail(failure('zip-over-limit', { what: `${unpacked}`, limit: `${mostUnpacked}` }));
  const text = (path: string): string => Buffer.from(files[path] ?? []).toString('utf8');
  const manifest = parsed(text(casePaths.manifest), caseManifestSchema);
  const seal = parsed(text(casePaths.seal), caseSealSchema);
  if (manifest === null) return altered(casePaths.manifest);
  if (seal === null) return altered(casePaths.seal);
  const pem = authority ?? text(casePaths.authority);
  const sealed = files[casePaths.manifest] ?? Buffer.alloc(0);
  const verdict = verifySeal(sealed, seal, 'yuanzhen-sealed-case', pem);
  if (verdict === 'issuer') return fail(failure('certificate-invalid', { detail: 'issuer' }));
  if (verdict !== 'valid') return altered(verdict === 'bytes' ? casePaths.manifest : casePaths.seal);
  for (const { path, sha256, size } of manifest.files) {
    const bytes = files[path];
    if (bytes === undefined || bytes.length !== size || hashOf(bytes) !== sha256) return altered(path);
  }
  const listed = new Set<string>([
    ...manifest.files.map(({ path }) => path),
    casePaths.manifest,
    casePaths.seal,
  ]);
  const stray = Object.keys(files).find((path) => !listed.has(path));
  if (stray !== undefined) return altered(stray);
  const reports = Object.keys(files).filter((path) => /^reports\/.*\.json$/.test(path));
  for (const path of reports) {
    const report = parsed(text(path), reportSchema);
    if (report === null) return altered(path);
    for (const signature of report.signatures) {
      const verified = verifySignature(report, signature, pem);
      if (!verified.ok) return verified;
    }
    const pdf = Buffer.from(files[path.replace(/\.json$/, '.pdf')] ?? []);
    if (hashOf(pdf) !== report.pdfSha256) return altered(path.replace(/\.json$/, '.pdf'));
    const signed = await verifyPdf(pdf, pem);
    // Reports of before the PDF was signed have only the JSON signature, which covers its hash.
    if (!signed.ok && signed.failure.code !== 'pdf-unsigned') return signed;
  }
  const audit = parsed(text(casePaths.audit), z.array(auditExcerptSchema));
  if (audit === null) return altered(casePaths.audit);
  for (const { previous, number, hash, ...entry } of audit)
    if (auditHash(previous, number, entry) !== hash) return altered(casePaths.audit);
  const { taskId, studyInstanceUid, sealedAt } = manifest;
  return ok({
    taskId,
    studyInstanceUid,
    sealedAt,
    trusted: authority !== null,
    files: manifest.files.length,
    reports: reports.length,
    auditRecords: audit.length,
  });
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const answer = schema.safeParse(JSON.parse(text));
    return answer.success ? answer.data : null;
  } catch {
    return null;
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
