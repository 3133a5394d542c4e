/** How the audit stands: its newest record, what was proved of it, and whether it stops every signature. */
import type { AuditStatus } from '#shared/contract/exchange/audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { brokenRecord } from './audit-trouble.ts';
import { actsOfAudit } from './search-audit.ts';

const shownProofs = 20;
/** Below this there is no room for another record and what it tells of. */
const reserveBytes = 8 * 1024 ** 2;

/** Why nothing may be signed now; null when what is signed can stand in a whole audit. */
export async function auditTroubleOf({
  db,
  vault,
}: {
  readonly db: ExchangeDatabase | ExchangeTransaction;
  readonly vault: Pick<Parts['vault'], 'freeBytes'>;
}): Promise<AuditStatus['trouble']> {
  if ((await brokenRecord(db)) !== null) return 'audit-broken';
  return (await vault.freeBytes()) < reserveBytes ? 'disk-full' : null;
}

/** `walked` is the record that a walk under way has come to. */
export async function readAuditStatus(
  deps: Pick<Parts, 'db' | 'vault'>,
  walked: number | null,
): Promise<AuditStatus> {
  const { db } = deps;
  const head = await db
    .selectFrom('audit')
    .select(['number', 'hash', 'at'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const proofs = await db
    .selectFrom('auditProof')
    .leftJoin('member', 'member.memberId', 'auditProof.memberId')
    .select(['checkedAt', 'member.name as memberName', 'fromNumber as from', 'number', 'hash', 'brokenAt'])
    .orderBy('proofId', 'desc')
    .limit(shownProofs)
    .execute();
  const anchors = await db
    .selectFrom('auditAnchor')
    .leftJoin('member', 'member.memberId', 'auditAnchor.memberId')
    .select(['number', 'hash', 'brokenAt', 'member.name as memberName', 'reason', 'at'])
    .orderBy('number', 'desc')
    .execute();
  const trouble = await auditTroubleOf(deps);
  return { head: head ?? null, trouble, walked, proofs, anchors, acts: await actsOfAudit(db) };
}
