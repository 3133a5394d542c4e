/** A person at the township joins order and study by hand, or says whether a doubtful pair is one patient. */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Order } from '#shared/study/order.ts';
import type { Study } from '#shared/study/study.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';
import type { TaskMaking } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { depositStateOf, findDeposit } from './deposit-state.ts';
import { joinOrder } from './join-order.ts';

/** Joins by hand, side by side: age and accession number do not matter then. */
export async function joinOrderByHand(
  deps: Parts & TaskMaking,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly depositId: string;
    readonly orderId: string;
    readonly memberId: string | null;
  },
): Promise<Result<DepositState>> {
  const { depositId, orderId, memberId } = input;
  const spec = {
    caller,
    act: 'joined',
    commandId: input.commandId,
    input,
    object: depositId,
    detail: orderId,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const deposit = await findDeposit(trx, depositId);
    if (deposit === null || deposit.siteId !== sendingSite(caller)) {
      return fail(failure('deposit-not-found', { deposit: depositId }));
    }
    const joined = await joinOrder(deps, trx, deposit, orderId, now);
    return joined.ok ? ok(depositStateOf(joined.value)) : joined;
  });
}

/** `same` opens what was held; otherwise the join is undone: the task ends, order and study wait apart again. */
export async function settleIdentity(
  deps: Parts & TaskMaking & { readonly patients: PatientIndex },
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly same: boolean;
    readonly memberId: string | null;
  },
): Promise<Result<DepositState>> {
  const { taskId, same, memberId } = input;
  const spec = {
    caller,
    act: 'identity-settled',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: same ? 'same' : 'different',
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    const deposit = task === null ? null : await findDeposit(trx, task.depositId);
    if (task === null || deposit === null || task.siteId !== sendingSite(caller)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    if (same) {
      const identity = { ...task.identity, settled: true };
      await commitTask(trx, { ...task, identity }, now);
      return ok(depositStateOf(await advanceDeposit(deps, trx, deposit.depositId, now)));
    }
    if (!['arriving', 'waiting', 'reading'].includes(task.state)) {
      return fail(failure('move-illegal', { state: task.state, move: 'cancel' }));
    }
    const stamps = { ...task.stamps, cancelledAt: now };
    await commitTask(trx, { ...task, state: 'cancelled', stamps, holder: null }, now);
    const order: Order = { ...task.order, studyInstanceUid: null };
    await trx
      .updateTable('order')
      .set({ studyInstanceUid: null, depositId: null, document: JSON.stringify(order) })
      .where('orderId', '=', task.orderId)
      .execute();
    const apart = { orderId: null, taskId: null, completeAt: null };
    await trx.updateTable('deposit').set(apart).where('depositId', '=', deposit.depositId).execute();
    const study = JSON.parse(deposit.study) as Omit<Study, 'series'>;
    await deps.patients.studyAlone(trx, { depositId: deposit.depositId, siteId: deposit.siteId, study }, now);
    return ok(depositStateOf({ ...deposit, ...apart }));
  });
}
