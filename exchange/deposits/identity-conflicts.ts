/** Identity conflicts of a deposit as its task shows them. */
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import type { IdentityConflict } from '#shared/study/conflict.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';

/** All conflicts, settled ones too, in the order they were found. */
export async function conflictsOf(trx: ExchangeTransaction, depositId: string): Promise<IdentityConflict[]> {
  const rows = await trx
    .selectFrom('identityConflict')
    .selectAll()
    .where('depositId', '=', depositId)
    .orderBy('foundAt')
    .orderBy('sopInstanceUid')
    .execute();
  return rows.map((row) => ({
    sopInstanceUid: row.sopInstanceUid,
    keptSha256: row.keptSha256 as IdentityConflict['keptSha256'],
    otherSha256: row.otherSha256 as IdentityConflict['otherSha256'],
    differs: JSON.parse(row.differs) as IdentityConflict['differs'],
    settled: row.settled === null ? null : (JSON.parse(row.settled) as IdentityConflict['settled']),
  }));
}

/** Keeps what a township's station found; nothing happens when it is told again. */
export async function noteConflict(
  trx: ExchangeTransaction,
  depositId: string,
  object: AnnouncedObject,
  now: number,
): Promise<void> {
  if (object.conflict === undefined) return;
  const { keptSha256, differs } = object.conflict;
  await trx
    .insertInto('identityConflict')
    .values({
      depositId,
      sopInstanceUid: object.sopInstanceUid,
      keptSha256,
      otherSha256: object.instance.original?.sha256 ?? object.sha256,
      differs: JSON.stringify(differs),
      foundAt: now,
      settled: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The number of a further content under a UID. */
export async function nextVariant(
  trx: ExchangeTransaction,
  depositId: string,
  sopInstanceUid: string,
): Promise<number> {
  const row = await trx
    .selectFrom('depositObject')
    .select((term) => term.fn.max<number | null>('variant').as('most'))
    .where('depositId', '=', depositId)
    .where('sopInstanceUid', '=', sopInstanceUid)
    .executeTakeFirst();
  return (row?.most ?? 0) + 1;
}
