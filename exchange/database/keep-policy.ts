/** A policy of the region: one document that an administrator sets and that holds until the next. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from './open-database.ts';

export type PolicyTable =
  | 'assignmentPolicy'
  | 'escalationPolicy'
  | 'peerReviewPolicy'
  | 'qualityPolicy'
  | 'retentionPolicy'
  | 'reviewPolicy'
  | 'signaturePolicy';

/** The document as it was set last; null while none was. Whoever set it has checked its shape. */
export async function readPolicy<Policy>(
  db: ExchangeDatabase | ExchangeTransaction,
  table: PolicyTable,
): Promise<Policy | null> {
  const row = await db.selectFrom(table).select('document').executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.document) as Policy);
}

/**
 * Replaces the document, keeps who changed it and says so in the audit, by the same transaction. Fails with policy-changed where
 * it is no longer what it was when the change was begun.
 */
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
    /** The newest change the author knew, 0 for none; undefined for whoever replaces whatever stands. */
    readonly basedOn?: number | undefined;
  },
): Promise<Result<void>> {
  const { policy, memberId, at, act, detail, basedOn } = given;
  const newest = await trx
    .selectFrom('policyChange')
    .leftJoin('member', 'member.memberId', 'policyChange.memberId')
    .select(['changeId', 'member.name'])
    .where('policy', '=', table)
    .orderBy('changeId', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (basedOn !== undefined && basedOn !== (newest?.changeId ?? 0)) {
    return fail(failure('policy-changed', { member: newest?.name ?? 'yuanzhen' }));
  }
  const row = { policyId: 1 as const, document: JSON.stringify(policy), setAt: at, memberId };
  await trx
    .insertInto(table)
    .values(row)
    .onConflict((conflict) => conflict.column('policyId').doUpdateSet(row))
    .execute();
  const { document } = row;
  await trx.insertInto('policyChange').values({ policy: table, document, setAt: at, memberId }).execute();
  await appendAudit(trx, { at, memberId, stationId: null, act, success: true, object: 'exchange', detail });
  return ok(undefined);
}
