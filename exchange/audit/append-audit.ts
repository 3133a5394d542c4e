/** The audit record grows in the same transaction as the act: an act that cannot be recorded does not happen. */
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';

export interface AuditEntry {
  readonly at: number;
  readonly memberId: string | null;
  readonly stationId: string | null;
  readonly act: string;
  readonly success: boolean;
  readonly object: string;
  readonly detail: string;
}

/** Hash before the first record. */
export const firstHash = '0'.repeat(64);

/** SHA-256 over the previous hash and the record's canonical JSON. */
export function auditHash(previous: string, number: number, entry: AuditEntry): string {
  const { at, memberId, stationId, act, success, object, detail } = entry;
  return sha256Of(
    `${previous}\n${canonicalJson({ number, at, memberId, stationId, act, success, object, detail })}`,
  );
}

/** Appends one record to the chain. */
export async function appendAudit(trx: ExchangeTransaction, entry: AuditEntry): Promise<void> {
  const last = await trx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await trx
    .insertInto('audit')
    .values({
      ...entry,
      number,
      success: entry.success ? 1 : 0,
      hash: auditHash(last?.hash ?? firstHash, number, entry),
    })
    .execute();
}
