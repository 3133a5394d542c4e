/** A broken audit chain: from the proof that finds it until an auditor lets it go on, nothing is signed. */
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

/** The record where the chain is broken and nobody has decided yet; null when it is whole as far as is known. */
export async function brokenRecord(db: ExchangeDatabase | ExchangeTransaction): Promise<number | null> {
  const proof = await db
    .selectFrom('auditProof')
    .select('brokenAt')
    .orderBy('proofId', 'desc')
    .limit(1)
    .executeTakeFirst();
  const brokenAt = proof?.brokenAt ?? null;
  if (brokenAt === null) return null;
  const anchor = await db
    .selectFrom('auditAnchor')
    .select('number')
    .where('brokenAt', '=', brokenAt)
    .executeTakeFirst();
  return anchor === undefined ? brokenAt : null;
}
