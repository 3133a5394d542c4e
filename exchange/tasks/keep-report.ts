/** Side move *late images*: who holds the follow-up has seen them, and the report stands as it is (无需修改). */
import type { Failure } from '#shared/failure.ts';
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { LateImages, Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { isHolder } from './claim-task.ts';

export interface KeepingRules {
  /** Null when the member might sign on the task's kind and site at that instant: he says as much as a report would. */
  readonly refuseSigning: (
    trx: ExchangeTransaction,
    memberId: string,
    task: Task,
    action: 'sign' | 'review',
    at: number,
  ) => Promise<Failure | null>;
}

/** Fails with task-not-found, follow-up-only, claim-stale, right-missing, identity-conflict or move-illegal. */
export async function keepReport(
  deps: Parts & KeepingRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly memberId: MemberId;
    readonly at: number;
  },
): Promise<Result<Task>> {
  const { taskId, claim, memberId } = input;
  const spec = { caller, act: 'kept-report', commandId: input.commandId, input, object: taskId, memberId };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    if (task.followUp === undefined || task.lateImages === undefined) return fail(failure('follow-up-only'));
    const { holder } = task;
    if (holder?.memberId !== memberId || task.claim !== claim || !isHolder(caller, task)) {
      return fail(failure('claim-stale', { claim, current: task.claim }));
    }
    const refusal = await deps.refuseSigning(trx, memberId, task, 'sign', Math.min(input.at, now));
    if (refusal !== null) return fail(refusal);
    if (openConflicts(task).length > 0) return fail(failure('identity-conflict'));
    const move = legalMove('keep-report', task.state);
    if (move === null) return fail(failure('move-illegal', { state: task.state, move: 'keep-report' }));
    const outcome = { what: 'unchanged', memberId, name: holder.name, at: now } as const;
    await tellOrigin(trx, task, outcome, now);
    const done: Task = {
      ...task,
      state: move.to,
      holder: null,
      lateImages: { ...task.lateImages, outcome },
      clock: { ...task.clock, stoppedAt: task.clock.stoppedAt ?? now },
    };
    return ok(await commitTask(trx, done, now));
  });
}

/** The task whose report stands says how its late images were read; nothing where a newer follow-up runs already. */
async function tellOrigin(
  trx: ExchangeTransaction,
  task: Task,
  outcome: NonNullable<LateImages['outcome']>,
  now: number,
): Promise<void> {
  const origin = task.followUp === undefined ? null : await readTask(trx, task.followUp.of);
  if (origin?.lateImages?.followUpId !== task.taskId) return;
  await commitTask(trx, { ...origin, lateImages: { ...origin.lateImages, outcome } }, now);
}
