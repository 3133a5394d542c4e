/**
 * Part of the audit as a file that is judged offline: a line of JSON that says what it is, a record a line with the hash before it,
 * and last the region's signature over all bytes above.
 */
import { z } from 'zod';
import type { AuditCursor, AuditSearch } from '#shared/contract/exchange/audit.ts';
import { auditRecordSchema } from '#shared/contract/exchange/audit.ts';
import type { Parts } from '../parts.ts';
import { firstHash } from './append-audit.ts';
import { findRecords, type SearchDeps } from './search-audit.ts';

/** In one file; the window and the pipe carry it whole. */
export const mostExported = 20_000;

export const auditFileHeadSchema = z.object({
  format: z.literal('yuanzhen-audit'),
  formatVersion: z.literal(1),
  region: z.string(),
  /** ISO 8601, of the exchange. */
  exportedAt: z.string(),
  exportedBy: z.string(),
  search: z.record(z.string(), z.unknown()),
  records: z.number().int().nonnegative(),
});

export const auditFileLineSchema = auditRecordSchema.extend({ previous: z.string() });

export const auditFileSealSchema = z.object({
  algorithm: z.literal('ES256'),
  certificate: z.string(),
  /** Base64, over every byte of the lines above. */
  value: z.string(),
});

/** Signs bytes in the region's name with a certificate made for this one time. */
export type SealBytes = (bytes: Uint8Array) => Promise<z.infer<typeof auditFileSealSchema>>;

export async function exportAudit(
  deps: SearchDeps & Pick<Parts, 'clock' | 'region'> & { readonly seal: SealBytes },
  given: { readonly search: AuditSearch; readonly before: AuditCursor | null; readonly by: string },
): Promise<{ file: string; records: number; next: AuditCursor | null }> {
  const { search, before, by } = given;
  const found = await findRecords(deps, search, { before, limit: mostExported });
  const records = found.records.sort((one, other) => one.number - other.number);
  const previous = await hashesBefore(
    deps,
    records.map(({ number }) => number),
  );
  const head = {
    format: 'yuanzhen-audit',
    formatVersion: 1,
    region: deps.region().name,
    exportedAt: new Date(deps.clock.now()).toISOString(),
    exportedBy: by,
    search,
    records: records.length,
  };
  const lines = [head, ...records.map((one) => ({ ...one, previous: previous.get(one.number) }))];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const seal = await deps.seal(Buffer.from(text, 'utf8'));
  return { file: `${text}${JSON.stringify(seal)}\n`, records: records.length, next: found.next };
}

const asked = 500;

async function hashesBefore({ db }: SearchDeps, numbers: readonly number[]): Promise<Map<number, string>> {
  const hashes = new Map(numbers.map((number) => [number, firstHash]));
  for (let at = 0; at < numbers.length; at += asked) {
    const before = numbers.slice(at, at + asked).map((number) => number - 1);
    const rows = await db
      .selectFrom('audit')
      .select(['number', 'hash'])
      .where('number', 'in', before)
      .execute();
    for (const { number, hash } of rows) hashes.set(number + 1, hash);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return hashes;
}
