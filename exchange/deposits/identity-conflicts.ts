/** Identity conflicts of a deposit as its task shows them. */
import type { AnnouncedObject } from '#shared/contract/exchange/deposits.ts';
import type { IdentityConflict } from '#shared/study/conflict.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';

/** `differs` of versions that the township's station has not compared yet. */
export const notCompared = '[]';

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

/** Keeps what a township's station found, also of what signing was held for; nothing happens when it is told again. */
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
    .onConflict((conflict) =>
      conflict
        .columns(['depositId', 'sopInstanceUid', 'otherSha256'])
        .doUpdateSet({ differs: JSON.stringify(differs) })
        .where('identityConflict.differs', '=', notCompared),
    )
    .execute();
}

/** Both ends see it before the bytes are here; a task whose report is home is told as well. */
export async function tellConflicts(
  trx: ExchangeTransaction,
  { depositId, taskId }: { readonly depositId: string; readonly taskId: string | null },
  now: number,
): Promise<void> {
  const task = taskId === null ? null : await readTask(trx, taskId);
  if (task === null || task.state === 'cancelled') return;
  const conflicts = await conflictsOf(trx, depositId);
  const isKnown = JSON.stringify(conflicts) === JSON.stringify(task.conflicts ?? []);
  if (!isKnown) await commitTask(trx, { ...task, conflicts }, now);
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
