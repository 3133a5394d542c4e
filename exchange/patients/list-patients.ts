/** What may be seen of the index: a clinic its own records, who keeps the index all of it, proposals and history. */
import type { MatchReason, Merge, PatientRecord, Proposal } from '#shared/contract/exchange/patients.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Caller, Parts } from '../parts.ts';
import { readMerges, readRecords, recordRows, recordsOf } from './read-records.ts';
import { refuseAct } from './who-may.ts';

/** By any part of the name, or a number's beginning. */
export async function listPatients(
  deps: Parts,
  caller: Caller,
  input: { readonly search: string; readonly limit: number },
): Promise<Result<PatientRecord[]>> {
  const refusal = refuseAct(caller, 'list');
  const refusalOwn = refusal === null ? null : refuseAct(caller, 'list-own');
  if (refusal !== null && refusalOwn !== null) return fail(refusal);
  let query = recordRows(deps.db).orderBy('patient.changedAt', 'desc').limit(input.limit);
  if (refusal !== null) query = query.where('patient.siteId', '=', caller.person?.siteId ?? '');
  const search = input.search.trim();
  if (search !== '') {
    const wanted = search.replace(/[%_\\]/g, '');
    query = query.where((term) =>
      term.or([
        term('patient.name', 'like', `%${wanted}%`),
        term('identifier.id', 'like', `${wanted.toLowerCase()}%`),
        term('patient.identityNumber', 'like', `${wanted.toUpperCase()}%`),
        term('patient.healthCard', 'like', `${wanted}%`),
        term.exists(
          term
            .selectFrom('patientFurtherId')
            .select('patientFurtherId.id')
            .whereRef('patientFurtherId.patientId', '=', 'patient.patientId')
            .where('patientFurtherId.id', 'like', `${wanted.toLowerCase()}%`),
        ),
      ]),
    );
  }
  const records = await recordsOf(deps.db, await query.execute());
  if (refusal === null) return ok(records);
  // What a record is merged with elsewhere is none of a clinic's business.
  const own = new Set(records.map((record) => record.patientId));
  return ok(
    records.map((record) => (own.has(record.personId) ? record : { ...record, personId: record.patientId })),
  );
}

export async function listProposals(
  deps: Parts,
  caller: Caller,
  limit: number,
): Promise<Result<{ proposals: Proposal[]; open: number }>> {
  const refusal = refuseAct(caller, 'proposals');
  if (refusal !== null) return fail(refusal);
  // A pair that other merges have made one person waits unseen: undone, it is there again.
  const open = deps.db
    .selectFrom('patientProposal')
    .innerJoin('patient as left', 'left.patientId', 'patientProposal.one')
    .innerJoin('patient as right', 'right.patientId', 'patientProposal.other')
    .where('state', '=', 'open')
    .whereRef('left.personId', '!=', 'right.personId');
  const { count } = await open
    .select((term) => term.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await open
    .selectAll('patientProposal')
    .orderBy('confidence', 'desc')
    .orderBy('patientProposal.createdAt')
    .limit(limit)
    .execute();
  const records = await readRecords(deps.db, [...new Set(rows.flatMap((row) => [row.one, row.other]))]);
  const proposals = rows.flatMap((row) => {
    const [one, other] = [records.get(row.one), records.get(row.other)];
    if (one === undefined || other === undefined) return [];
    const { proposalId, confidence, createdAt } = row;
    const reasons = JSON.parse(row.reasons) as MatchReason[];
    return [{ proposalId, one, other, confidence, reasons, createdAt }];
  });
  return ok({ proposals, open: Number(count) });
}

export async function listMerges(deps: Parts, caller: Caller, limit: number): Promise<Result<Merge[]>> {
  const refusal = refuseAct(caller, 'history');
  if (refusal !== null) return fail(refusal);
  const rows = await deps.db
    .selectFrom('patientMerge')
    .selectAll()
    .orderBy('mergedAt', 'desc')
    .orderBy('mergeId')
    .limit(limit)
    .execute();
  return ok(await readMerges(deps.db, rows));
}
