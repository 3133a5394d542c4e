/** A person's decisions about 疑似同一人: merge, dismiss, undo. Each is one transaction with its audit record and event. */
import type { Merge } from '#shared/contract/exchange/patients.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { Caller, Parts } from '../parts.ts';
import { flagQuotedReports } from './flag-quoted-reports.ts';
import { sharingFurtherId } from './further-ids.ts';
import { joinRecords, partRecords } from './join-records.ts';
import { judgePair } from './judge-pair.ts';
import { readMerges } from './read-records.ts';
import { tellPatients } from './tell-patients.ts';
import { refuseAct } from './who-may.ts';

/** Fails with right-missing, patient-not-found, patients-already-one, or merge-note-needed where something contradicts. */
export async function mergePatients(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly one: string;
    readonly other: string;
    readonly note: string;
  },
): Promise<Result<Merge>> {
  const { commandId } = input;
  const note = input.note.trim();
  const object = [input.one, input.other].sort().join(' ');
  const spec = { caller, act: 'patients-merged', commandId, input, object, detail: note };
  return runCommand(deps, spec, async (trx, now) => {
    const refusal = refuseAct(caller, 'merge');
    if (refusal !== null) return fail(refusal);
    const rows = await trx
      .selectFrom('patient')
      .selectAll()
      .where('patientId', 'in', [input.one, input.other])
      .execute();
    const one = rows.find((row) => row.patientId === input.one);
    const other = rows.find((row) => row.patientId === input.other);
    if (one === undefined || other === undefined) {
      const patient = one === undefined ? input.one : input.other;
      return fail(failure('patient-not-found', { patient }));
    }
    if (one.personId === other.personId) return fail(failure('patients-already-one'));
    const furtherId = (await sharingFurtherId(trx, one.patientId)).includes(other.patientId);
    const { confidence, reasons, isContradicted } = judgePair(
      one,
      other,
      furtherId ? 'further-id-equal' : null,
    );
    if (isContradicted && note === '') return fail(failure('merge-note-needed'));
    const mergedBy = caller.person?.memberId ?? null;
    const joining = { one: one.patientId, other: other.patientId, confidence, reasons, mergedBy, note };
    const { mergeId, patientIds } = await joinRecords(trx, joining, now);
    await tellPatients(trx, 'merged', patientIds, now);
    await flagQuotedReports(trx, patientIds, now);
    return ok(await mergeById(trx, mergeId));
  });
}

/** 不是同一人. Fails with right-missing or proposal-not-found. */
export async function dismissProposal(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly proposalId: string; readonly note: string },
): Promise<Result<{ done: true }>> {
  const { commandId, proposalId, note } = input;
  const spec = {
    caller,
    act: 'patients-held-apart',
    commandId,
    input,
    object: proposalId,
    detail: note,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const refusal = refuseAct(caller, 'dismiss');
    if (refusal !== null) return fail(refusal);
    const decided = { changedAt: now, decidedBy: caller.person?.memberId ?? null, note: note.trim() };
    const row = await trx
      .updateTable('patientProposal')
      .set({ state: 'dismissed', ...decided })
      .where('proposalId', '=', proposalId)
      .where('state', '=', 'open')
      .returning(['one', 'other'])
      .executeTakeFirst();
    if (row === undefined) return fail(failure('proposal-not-found'));
    await tellPatients(trx, 'dismissed', [row.one, row.other], now);
    return ok({ done: true as const });
  });
}

/**
 * Parts what the merge joined; merges made since stay. The pair goes back to a person: the rule does not join it again.
 * Fails with right-missing or merge-not-found.
 */
export async function undoMerge(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly mergeId: string; readonly note: string },
): Promise<Result<Merge & { flaggedReports: number }>> {
  const { commandId, mergeId, note } = input;
  const spec = { caller, act: 'patients-split', commandId, input, object: mergeId, detail: note };
  return runCommand(deps, spec, async (trx, now) => {
    const refusal = refuseAct(caller, 'undo-merge');
    if (refusal !== null) return fail(refusal);
    const merge = await trx
      .selectFrom('patientMerge')
      .selectAll()
      .where('mergeId', '=', mergeId)
      .where('undoneAt', 'is', null)
      .executeTakeFirst();
    if (merge === undefined) return fail(failure('merge-not-found'));
    const undoing = { undoneBy: caller.person?.memberId ?? '', undoNote: note.trim() };
    const patientIds = await partRecords(trx, merge, undoing, now);
    await trx
      .updateTable('patientProposal')
      .set({ state: 'open', changedAt: now, decidedBy: null, note: '' })
      .where('one', '=', merge.one)
      .where('other', '=', merge.other)
      .where('state', '=', 'merged')
      .execute();
    await tellPatients(trx, 'split', patientIds, now);
    const flaggedReports = await flagQuotedReports(trx, patientIds, now);
    return ok({ ...(await mergeById(trx, mergeId)), flaggedReports });
  });
}

async function mergeById(trx: ExchangeTransaction, mergeId: string): Promise<Merge> {
  const row = await trx
    .selectFrom('patientMerge')
    .selectAll()
    .where('mergeId', '=', mergeId)
    .executeTakeFirstOrThrow();
  const [merge] = await readMerges(trx, [row]);
  if (merge === undefined) throw new Error(`merge ${mergeId} has no records`);
  return merge;
}
