/** A policy of the region: one document that an administrator sets from the command line and that holds until the next. */
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from './open-database.ts';

export type PolicyTable = 'assignmentPolicy' | 'escalationPolicy' | 'retentionPolicy' | 'reviewPolicy';

/** The document as it was set last; null while none was. Whoever set it has checked its shape. */
export async function readPolicy<Policy>(
  db: ExchangeDatabase | ExchangeTransaction,
  table: PolicyTable,
): Promise<Policy | null> {
  const row = await db.selectFrom(table).select('document').executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.document) as Policy);
}

/** Replaces the document and says so in the audit, by the same transaction. */
export async function keepPolicy(
  trx: ExchangeTransaction,
  table: PolicyTable,
  given: {
    readonly policy: unknown;
    readonly memberId: string;
    readonly at: number;
    readonly act: string;
    /** What the audit says of it, in a line. */
    readonly detail: string;
  },
): Promise<void> {
  const { policy, memberId, at, act, detail } = given;
  const row = { policyId: 1 as const, document: JSON.stringify(policy), setAt: at, memberId };
  await trx
    .insertInto(table)
    .values(row)
    .onConflict((conflict) => conflict.column('policyId').doUpdateSet(row))
    .execute();
  await appendAudit(trx, { at, memberId, stationId: null, act, success: true, object: 'exchange', detail });
}
