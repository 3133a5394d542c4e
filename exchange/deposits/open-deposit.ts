/** Journey step 4: the deposit of a study opens, or is found again; an order joins at once where it fits. */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Study } from '#shared/study/study.ts';
import { runCommand } from '../audit/run-command.ts';
import type { DepositTable } from '../database/tables/journey.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';
import type { TaskMaking } from '../task-making.ts';
import { depositStateOf } from './deposit-state.ts';
import { joinByAccession, joinOrder } from './join-order.ts';

export interface DepositOpening {
  readonly commandId: string;
  readonly depositId: string;
  readonly kind: Kind;
  readonly study: Omit<Study, 'series'>;
  readonly modality: string;
  readonly bodyPart: string;
  readonly orderId: string | null;
  readonly firstByteAt: number;
}

/** Idempotent by command, by deposit and by (site, study): the answer's `depositId` is the one to go on with. */
export async function openDeposit(
  deps: Parts & TaskMaking & { readonly patients: PatientIndex },
  caller: Caller,
  input: DepositOpening,
): Promise<Result<DepositState>> {
  const siteId = sendingSite(caller);
  if (siteId === null) return fail(failure('right-missing', { right: 'deposit' }));
  const spec = { caller, act: 'deposit-opened', commandId: input.commandId, input, object: input.depositId };
  return runCommand(deps, spec, async (trx, now) => {
    const known = await trx
      .selectFrom('deposit')
      .selectAll()
      .where('siteId', '=', siteId)
      .where('studyInstanceUid', '=', input.study.studyInstanceUid)
      .orderBy('firstByteAt', 'desc')
      .executeTakeFirst();
    if (known !== undefined) return again(known);
    const row: DepositTable = {
      depositId: input.depositId,
      siteId,
      memberId: caller.callerId,
      kind: input.kind,
      studyInstanceUid: input.study.studyInstanceUid,
      modality: input.modality,
      bodyPart: input.bodyPart,
      study: JSON.stringify(input.study),
      orderId: null,
      taskId: null,
      state: 'open',
      expected: null,
      received: 0,
      documents: 0,
      announcedDocuments: 0,
      receivedBytes: 0,
      announcedBytes: 0,
      originalBytes: 0,
      // A station's clock may be ahead; nothing begins in the exchange's future.
      firstByteAt: Math.min(input.firstByteAt, now),
      lastProgressAt: now,
      completeAt: null,
      incompleteReason: null,
      toldAt: 0,
      removedAt: null,
    };
    await trx.insertInto('deposit').values(row).execute();
    if (input.orderId === null) {
      const alone = await joinByAccession(deps, trx, row, now);
      const { study } = input;
      if (alone.orderId === null) await deps.patients.studyAlone(trx, { ...row, study }, now);
      return ok(depositStateOf(alone));
    }
    const joined = await joinOrder(deps, trx, row, input.orderId, now);
    return joined.ok ? ok(depositStateOf(joined.value)) : joined;

    async function again(found: DepositTable): Promise<Result<DepositState>> {
      if (found.orderId !== null) return ok(depositStateOf(found));
      if (input.orderId === null) return ok(depositStateOf(await joinByAccession(deps, trx, found, now)));
      const late = await joinOrder(deps, trx, found, input.orderId, now);
      return late.ok ? ok(depositStateOf(late.value)) : late;
    }
  });
}
