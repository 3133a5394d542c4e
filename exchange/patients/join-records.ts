/**
 * Merges are the edges of a forest over records; a person is a tree, named by its smallest record. Joining adds an edge between
 * two trees, parting takes it away again: what was there before is what remains, whatever was merged since.
 */
import type { MatchReason } from '#shared/contract/exchange/patients.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

export interface Joining {
  readonly one: string;
  readonly other: string;
  readonly confidence: number;
  readonly reasons: readonly MatchReason[];
  /** Null for the rule. */
  readonly mergedBy: string | null;
  readonly note: string;
}

export async function personOf(
  db: ExchangeDatabase | ExchangeTransaction,
  patientId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('patient')
    .select('personId')
    .where('patientId', '=', patientId)
    .executeTakeFirst();
  return row?.personId ?? null;
}

export async function recordsOfPerson(
  db: ExchangeDatabase | ExchangeTransaction,
  personId: string,
): Promise<string[]> {
  const rows = await db.selectFrom('patient').select('patientId').where('personId', '=', personId).execute();
  return rows.map((row) => row.patientId).sort();
}

/** The two must belong to two persons. Answers the merge and every record of the person that comes of it. */
export async function joinRecords(
  trx: ExchangeTransaction,
  joining: Joining,
  now: number,
): Promise<{ readonly mergeId: string; readonly patientIds: string[] }> {
  const mergeId = makeId('pm');
  const [one = '', other = ''] = [joining.one, joining.other].sort();
  await trx
    .insertInto('patientMerge')
    .values({
      mergeId,
      one,
      other,
      confidence: joining.confidence,
      reasons: JSON.stringify(joining.reasons),
      mergedAt: now,
      mergedBy: joining.mergedBy,
      note: joining.note,
      undoneAt: null,
      undoneBy: null,
      undoNote: '',
    })
    .execute();
  // A pair once held apart or withdrawn stays so beneath the merge: undoing it restores exactly that.
  await trx
    .updateTable('patientProposal')
    .set({ state: 'merged', changedAt: now, decidedBy: joining.mergedBy, note: joining.note })
    .where('one', '=', one)
    .where('other', '=', other)
    .where('state', '=', 'open')
    .execute();
  return { mergeId, patientIds: await nameTree(trx, one) };
}

/** Takes a standing merge away. Answers the records of both trees that come of it. */
export async function partRecords(
  trx: ExchangeTransaction,
  merge: { readonly mergeId: string; readonly one: string; readonly other: string },
  undoing: { readonly undoneBy: string; readonly undoNote: string },
  now: number,
): Promise<string[]> {
  await trx
    .updateTable('patientMerge')
    .set({ undoneAt: now, ...undoing })
    .where('mergeId', '=', merge.mergeId)
    .execute();
  const ours = await nameTree(trx, merge.one);
  const theirs = await nameTree(trx, merge.other);
  return [...ours, ...theirs];
}

/** Walks the standing merges from one record and gives the whole tree its name. */
async function nameTree(trx: ExchangeTransaction, start: string): Promise<string[]> {
  const found = new Set([start]);
  let edge = [start];
  while (edge.length > 0) {
    const rows = await trx
      .selectFrom('patientMerge')
      .select(['one', 'other'])
      .where('undoneAt', 'is', null)
      .where((term) => term.or([term('one', 'in', edge), term('other', 'in', edge)]))
      .execute();
    edge = [...new Set(rows.flatMap((row) => [row.one, row.other]))].filter((id) => !found.has(id));
    for (const id of edge) found.add(id);
  }
  const patientIds = [...found].sort();
  await trx
    .updateTable('patient')
    .set({ personId: patientIds[0] ?? start })
    .where('patientId', 'in', patientIds)
    .execute();
  return patientIds;
}
