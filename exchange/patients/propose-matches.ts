/**
 * A record is new or says more: who else in the region may it be? Equal valid numbers with all the rest compatible join by
 * themselves; anything less is proposed to a person. Doing it again changes nothing.
 */
import { appendAudit } from '../audit/append-audit.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { PatientTable } from '../database/tables/patients.ts';
import { flagQuotedReports } from './flag-quoted-reports.ts';
import { sharingFurtherId } from './further-ids.ts';
import { joinRecords, recordsOfPerson } from './join-records.ts';
import { type Judgement, judgePair, type SharedNumber } from './judge-pair.ts';
import { tellPatients } from './tell-patients.ts';

/** More candidates than this say that a key is worth nothing. */
const mostCandidates = 200;

export async function proposeMatches(
  trx: ExchangeTransaction,
  patientId: string,
  now: number,
): Promise<void> {
  const record = await findRecord(trx, patientId);
  if (record === null) return;
  const shared = new Map<string, SharedNumber>();
  for (const id of await sharingFurtherId(trx, patientId)) shared.set(id, 'further-id-equal');
  for (const id of await sharingSiteId(trx, patientId)) shared.set(id, 'site-id-equal');
  for (const candidate of await candidatesOf(trx, patientId, [...shared.keys()])) {
    const judgement = judgePair(record, candidate, shared.get(candidate.patientId));
    // Both anew: a join just before may have made them one person, and a second edge between them could never be undone.
    const current = await findRecord(trx, patientId);
    const theirs = await findRecord(trx, candidate.patientId);
    if (current === null || theirs === null || current.personId === theirs.personId) continue;
    if (judgement.joins && (await mayJoin(trx, current.personId, theirs.personId))) {
      await joinByRule(trx, patientId, candidate.patientId, judgement, now);
    } else {
      await keepProposal(trx, patientId, candidate.patientId, judgement, now);
    }
  }
}

async function findRecord(trx: ExchangeTransaction, patientId: string): Promise<PatientTable | null> {
  return (
    (await trx.selectFrom('patient').selectAll().where('patientId', '=', patientId).executeTakeFirst()) ??
    null
  );
}

/** Other records under the very number of the very site. */
async function sharingSiteId(trx: ExchangeTransaction, patientId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('patientIdentifier as own')
    .innerJoin('patientIdentifier as shared', (join) =>
      join
        .onRef('shared.siteId', '=', 'own.siteId')
        .onRef('shared.type', '=', 'own.type')
        .onRef('shared.issuer', '=', 'own.issuer')
        .onRef('shared.id', '=', 'own.id'),
    )
    .select('shared.patientId')
    .where('own.patientId', '=', patientId)
    .where('own.type', '=', 'site')
    .execute();
  return rows.map((row) => row.patientId).filter((id) => id !== patientId);
}

async function candidatesOf(
  trx: ExchangeTransaction,
  patientId: string,
  sharing: readonly string[],
): Promise<PatientTable[]> {
  const byKey = await trx
    .selectFrom('patientKey as own')
    .innerJoin('patientKey as shared', 'shared.key', 'own.key')
    .select('shared.patientId')
    .distinct()
    .where('own.patientId', '=', patientId)
    .where('shared.patientId', '!=', patientId)
    // Numbers before names.
    .orderBy('shared.key')
    .limit(mostCandidates)
    .execute();
  const proposed = await trx
    .selectFrom('patientProposal')
    .select(['one', 'other'])
    .where('state', '=', 'open')
    .where((term) => term.or([term('one', '=', patientId), term('other', '=', patientId)]))
    .execute();
  const ids = new Set([
    ...byKey.map((row) => row.patientId),
    ...proposed.map((row) => (row.one === patientId ? row.other : row.one)),
    ...sharing,
  ]);
  if (ids.size === 0) return [];
  return trx
    .selectFrom('patient')
    .selectAll()
    .where('patientId', 'in', [...ids])
    .orderBy('createdAt')
    .orderBy('patientId')
    .execute();
}

/**
 * The rule stands back where a person has said "not the same" about any two of the records, has undone a merge between them,
 * or where any two are not compatible: 王小东 and 王晓东 are not one because both are spelled like WANG XIAODONG.
 */
async function mayJoin(trx: ExchangeTransaction, ourPerson: string, theirPerson: string): Promise<boolean> {
  const ours = await recordsOfPerson(trx, ourPerson);
  const theirs = await recordsOfPerson(trx, theirPerson);
  const across = <T extends { one: string; other: string }>(rows: readonly T[]) =>
    rows.some(
      ({ one, other }) =>
        (ours.includes(one) && theirs.includes(other)) || (ours.includes(other) && theirs.includes(one)),
    );
  const both = [...ours, ...theirs];
  const dismissed = await trx
    .selectFrom('patientProposal')
    .select(['one', 'other'])
    .where('state', '=', 'dismissed')
    .where('one', 'in', both)
    .where('other', 'in', both)
    .execute();
  const undone = await trx
    .selectFrom('patientMerge')
    .select(['one', 'other'])
    .where('undoneAt', 'is not', null)
    .where('one', 'in', both)
    .where('other', 'in', both)
    .execute();
  if (across(dismissed) || across(undone)) return false;
  const rows = await trx.selectFrom('patient').selectAll().where('patientId', 'in', both).execute();
  const named = (ids: readonly string[]) => rows.filter((row) => ids.includes(row.patientId));
  return named(ours).every((one) => named(theirs).every((other) => judgePair(one, other).isCompatible));
}

async function joinByRule(
  trx: ExchangeTransaction,
  one: string,
  other: string,
  judgement: Judgement,
  now: number,
): Promise<void> {
  const { confidence, reasons } = judgement;
  const joined = await joinRecords(trx, { one, other, confidence, reasons, mergedBy: null, note: '' }, now);
  await appendAudit(trx, {
    at: now,
    memberId: null,
    stationId: null,
    act: 'patients-merged',
    success: true,
    object: joined.mergeId,
    detail: `rule ${[one, other].sort().join(' ')}`,
  });
  await tellPatients(trx, 'merged', joined.patientIds, now);
  await flagQuotedReports(trx, joined.patientIds, now);
}

/** Decided pairs are left as a person decided them. */
async function keepProposal(
  trx: ExchangeTransaction,
  patientId: string,
  otherId: string,
  judgement: Judgement,
  now: number,
): Promise<void> {
  const [one = '', other = ''] = [patientId, otherId].sort();
  const known = await trx
    .selectFrom('patientProposal')
    .selectAll()
    .where('one', '=', one)
    .where('other', '=', other)
    .executeTakeFirst();
  if (known?.state === 'dismissed' || known?.state === 'merged') return;
  const reasons = JSON.stringify(judgement.reasons);
  const state = judgement.isProposed ? 'open' : 'withdrawn';
  if (known === undefined) {
    if (state === 'withdrawn') return;
    await trx
      .insertInto('patientProposal')
      .values({
        proposalId: makeId('pp'),
        one,
        other,
        confidence: judgement.confidence,
        reasons,
        state,
        createdAt: now,
        changedAt: now,
        decidedBy: null,
        note: '',
      })
      .onConflict((conflict) => conflict.columns(['one', 'other']).doNothing())
      .execute();
  } else {
    if (known.state === state && known.reasons === reasons) return;
    await trx
      .updateTable('patientProposal')
      .set({ confidence: judgement.confidence, reasons, state, changedAt: now })
      .where('proposalId', '=', known.proposalId)
      .execute();
  }
  await tellPatients(trx, 'proposed', [one, other], now);
}
