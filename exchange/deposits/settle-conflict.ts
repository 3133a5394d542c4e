/** A person at the township says which of two versions of an image is right: that one is read, both are kept. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { findDeposit } from './deposit-state.ts';
import { beginFollowUp } from './follow-up.ts';
import { conflictsOf } from './identity-conflicts.ts';

/** Fails with task-not-found, version-unknown (not known, or its bytes are not here yet). */
export async function settleConflict(
  deps: Parts & Opening,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly sopInstanceUid: string;
    readonly sha256: string;
    readonly reason: string;
    readonly memberId: string | null;
  },
): Promise<Result<Task>> {
  const { taskId, sopInstanceUid, sha256, reason, memberId } = input;
  const spec = {
    caller,
    act: 'conflict-settled',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${sopInstanceUid} ${sha256.slice(0, 12)} ${reason}`,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || task.siteId !== sendingSite(caller)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const mine = (await conflictsOf(trx, task.depositId)).filter(
      (one) =>
        one.sopInstanceUid === sopInstanceUid && (one.keptSha256 === sha256 || one.otherSha256 === sha256),
    );
    const read = await readVersion(trx, task.depositId, sopInstanceUid, sha256);
    if (mine.length === 0 || read === 'unknown') {
      return fail(failure('version-unknown', { sha256: sha256.slice(0, 12) }));
    }
    await trx
      .updateTable('identityConflict')
      .set({ settled: JSON.stringify({ sha256, reason, memberId, at: now }) })
      .where('depositId', '=', task.depositId)
      .where('sopInstanceUid', '=', sopInstanceUid)
      .execute();
    const conflicts = await conflictsOf(trx, task.depositId);
    await commitTask(trx, { ...task, conflicts }, now);
    const { taskId: currentId } = (await findDeposit(trx, task.depositId)) ?? { taskId: null };
    const current = currentId === null || currentId === taskId ? null : await readTask(trx, currentId);
    if (current !== null) await commitTask(trx, { ...current, conflicts }, now);
    // A report on the other version stands until somebody has read this one.
    if (read === 'changed') await beginFollowUp(deps, trx, task.depositId, 1, now);
    await advanceDeposit(deps, trx, task.depositId, now, { renew: true });
    return ok((await readTask(trx, taskId)) ?? task);
  });
}

/** Puts the version first; unknown when its bytes are not here, same when it was first already. */
async function readVersion(
  trx: ExchangeTransaction,
  depositId: string,
  sopInstanceUid: string,
  sha256: string,
): Promise<'unknown' | 'same' | 'changed'> {
  const versions = await trx
    .selectFrom('depositObject')
    .select(['sha256', 'originalSha256', 'receivedAt'])
    .where('depositId', '=', depositId)
    .where('sopInstanceUid', '=', sopInstanceUid)
    .orderBy('variant')
    .execute();
  const chosen = versions.find((one) => one.originalSha256 === sha256 && one.receivedAt !== null);
  if (chosen === undefined) return 'unknown';
  const others = versions.filter((one) => one !== chosen);
  for (const [variant, one] of [chosen, ...others].entries()) {
    await trx
      .updateTable('depositObject')
      .set(variant === 0 ? { variant, late: 0 } : { variant })
      .where('depositId', '=', depositId)
      .where('sopInstanceUid', '=', sopInstanceUid)
      .where('sha256', '=', one.sha256)
      .execute();
  }
  return chosen === versions[0] ? 'same' : 'changed';
}
