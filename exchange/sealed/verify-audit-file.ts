/** Is a file of audit records what the region gave out? Seal, each record's hash and the links between neighbours are judged offline. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { auditHash } from '../audit/append-audit.ts';
import { auditFileHeadSchema, auditFileLineSchema, auditFileSealSchema } from '../audit/export-audit.ts';
import { verifySeal } from './verify-seal.ts';

export interface VerifiedAuditFile {
  readonly region: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly records: number;
  /** Numbers of the first and last record; null when it holds none. */
  readonly first: number | null;
  readonly last: number | null;
  readonly trusted: boolean;
  /** Hash of the last record. */
  readonly head: string | null;
}

/** How a file of audit records begins. */
export const auditFileMark = '{"format":"yuanzhen-audit"';

/**
 * `authority` is the PEM of the region: without one nobody can be trusted, and only the chain is judged. Fails with
 * audit-file-altered, naming the line, or certificate-invalid.
 */
export function verifyAuditFile(bytes: Uint8Array, authority: string | null): Result<VerifiedAuditFile> {
  const altered = (line: number) => fail(failure('audit-file-altered', { line }));
  const text = Buffer.from(bytes).toString('utf8');
  const lines = text.split('\n');
  if (lines.pop() !== '') return altered(lines.length + 1);
  const sealText = lines.pop() ?? '';
  const head = parsed(lines[0] ?? '', auditFileHeadSchema);
  const seal = parsed(sealText, auditFileSealSchema);
  if (head === null) return altered(1);
  if (seal === null) return altered(lines.length + 1);
  const sealed = Buffer.from(text.slice(0, text.length - sealText.length - 1), 'utf8');
  let before: { readonly number: number; readonly hash: string } | null = null;
  for (const [at, line] of lines.slice(1).entries()) {
    const record = parsed(line, auditFileLineSchema);
    if (record === null) return altered(at + 2);
    const { previous, hash, number, ...entry } = record;
    const isNext = before !== null && number === before.number + 1;
    if (auditHash(previous, number, entry) !== hash || (isNext && previous !== before?.hash))
      return altered(at + 2);
    before = { number, hash };
  }
  if (head.records !== lines.length - 1) return altered(1);
  if (authority !== null) {
    const verdict = verifySeal(sealed, seal, 'yuanzhen-sealed-audit', authority);
    if (verdict === 'issuer') return fail(failure('certificate-invalid', { detail: 'issuer' }));
    if (verdict !== 'valid') return altered(lines.length + 1);
  }
  const { region, exportedAt, exportedBy, records } = head;
  const first = parsed(lines[1] ?? '', auditFileLineSchema)?.number ?? null;
  return ok({
    region,
    exportedAt,
    exportedBy,
    records,
    first,
    last: before?.number ?? null,
    trusted: authority !== null,
    head: before?.hash ?? null,
  });
}

function parsed<T>(
  text: string,
  schema: { safeParse: (given: unknown) => { success: boolean; data?: T } },
): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
