/** Walks the audit chain: a record that was changed, removed or put in between no longer fits its hash. */
import type { ExchangeDatabase } from '../database/open-database.ts';
import { auditHash, firstHash } from './append-audit.ts';

const pageSize = 1000;

/** Counts the records and names the first that does not fit. */
export async function verifyAudit(
  db: ExchangeDatabase,
): Promise<{ records: number; brokenAt: number | null }> {
  let previous = firstHash;
  let expected = 1;
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('number', '>=', expected)
      .orderBy('number')
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      const hash = auditHash(previous, row.number, { ...row, success: row.success === 1 });
      if (row.number !== expected || row.hash !== hash) return { records: expected - 1, brokenAt: expected };
      previous = row.hash;
      expected += 1;
    }
    if (rows.length < pageSize) return { records: expected - 1, brokenAt: null };
  }
}
