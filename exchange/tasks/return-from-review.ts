/** Two doctors: the reviewer gives a submitted report or amendment back to its writer with a reason; the writer holds the task again. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type Returned, underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { isHolder, leaseMs } from './claim-task.ts';

/** Fails with task-not-found, claim-stale, or move-illegal when nothing was submitted. */
export async function returnFromReview(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly reason: string;
  },
): Promise<Result<Task>> {
  const { taskId, claim, reason } = input;
  const spec = {
    caller,
    act: 'review-returned',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: reason,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const { holder, amending } = task;
    if (holder === null || task.claim !== claim || !isHolder(caller, task)) {
      return fail(failure('claim-stale', { claim, current: task.claim }));
    }
    const name = amending === undefined ? 'return-from-review' : 'return-amendment';
    const move = legalMove(name, task.state);
    const submitted = underReview(task);
    if (move === null || submitted === null) {
      return fail(failure('move-illegal', { state: task.state, move: name }));
    }
    const written = await trx
      .selectFrom('claim')
      .select('stationId')
      .where('taskId', '=', taskId)
      .where('memberId', '=', submitted.memberId)
      .orderBy('number', 'desc')
      .executeTakeFirst();
    const stationId = written?.stationId ?? null;
    const next: Task = {
      ...task,
      state: move.to,
      claim: claim + 1,
      // Who is not there does not answer the heartbeat: then it is 可接手 like any other.
      holder: {
        memberId: submitted.memberId,
        name: submitted.name,
        stationId,
        claimedAt: now,
        leaseUntil: now + leaseMs,
        alive: true,
      },
      ...givenBack(task, { memberId: holder.memberId, name: holder.name, at: now, reason }),
    };
    const committed = await commitTask(trx, next, now);
    await trx
      .insertInto('claim')
      .values({ taskId, number: next.claim, memberId: submitted.memberId, stationId, claimedAt: now })
      .execute();
    return ok(committed);
  });
}

function givenBack({ amending, review }: Task, returned: Returned): Pick<Task, 'review' | 'amending'> {
  if (amending === undefined) return { review: { submitted: review?.submitted ?? null, returned } };
  const { submitted: _submitted, ...begun } = amending;
  return { amending: { ...begun, returned } };
}
