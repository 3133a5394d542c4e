/** Journey step 4: the sender says how many there are, or sends what it has with a reason. */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { runCommand } from '../audit/run-command.ts';
import { readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { depositStateOf, findDeposit } from './deposit-state.ts';
import { expectedOf } from './join-order.ts';

/** Says m, never less than the order's own count. Closing again corrects m as long as the task has not opened. */
export async function closeDeposit(
  deps: Parts & Opening,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly depositId: string;
    readonly expected: number;
    readonly imagesOnly: boolean;
    readonly reason: string;
  },
): Promise<Result<DepositState>> {
  const { depositId, reason } = input;
  const spec = {
    caller,
    act: 'deposit-closed',
    commandId: input.commandId,
    input,
    object: depositId,
    detail: `${input.expected} ${reason}`,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const deposit = await findDeposit(trx, depositId);
    if (deposit === null || deposit.siteId !== sendingSite(caller)) {
      return fail(failure('deposit-not-found', { deposit: depositId }));
    }
    const task = deposit.taskId === null ? null : await readTask(trx, deposit.taskId);
    // A station of before counts its documents with its images.
    const said = input.imagesOnly ? input.expected : Math.max(1, input.expected - deposit.announcedDocuments);
    const expected = expectedOf(said, task?.order ?? null);
    if (deposit.state !== 'complete') {
      await trx
        .updateTable('deposit')
        .set({ state: 'closed', expected })
        .where('depositId', '=', depositId)
        .execute();
    } else if ((expected ?? 0) > (deposit.expected ?? 0)) {
      await trx.updateTable('deposit').set({ expected }).where('depositId', '=', depositId).execute();
    }
    return ok(depositStateOf(await advanceDeposit(deps, trx, depositId, now, { tell: true })));
  });
}

/** 按不完整送诊. Fails with deposit-not-found, incomplete-reason-needed, or move-illegal when nothing came at all. */
export async function sendIncomplete(
  deps: Parts & Opening,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly depositId: string;
    readonly reason: string;
    readonly memberId: string | null;
  },
): Promise<Result<DepositState>> {
  const { depositId, reason, memberId } = input;
  const spec = {
    caller,
    act: 'sent-incomplete',
    commandId: input.commandId,
    input,
    object: depositId,
    detail: reason,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const deposit = await findDeposit(trx, depositId);
    if (deposit === null || deposit.siteId !== sendingSite(caller)) {
      return fail(failure('deposit-not-found', { deposit: depositId }));
    }
    if (reason.trim() === '') return fail(failure('incomplete-reason-needed'));
    if (deposit.received === 0) {
      return fail(failure('move-illegal', { state: deposit.state, move: 'send-incomplete' }));
    }
    if (deposit.state === 'complete') return ok(depositStateOf(deposit));
    await trx
      .updateTable('deposit')
      .set({ state: 'complete', incompleteReason: reason })
      .where('depositId', '=', depositId)
      .execute();
    return ok(depositStateOf(await advanceDeposit(deps, trx, depositId, now)));
  });
}
