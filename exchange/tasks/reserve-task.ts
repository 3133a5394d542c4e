/** 预留: a reader keeps waiting tasks for himself, for all to see, until half of their time is over; or lets them go. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { halfTime, mostReserved, reservationAt } from '#shared/study/assignment.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { type ClaimRules, taskForReader } from './claim-task.ts';
import { readWaiting } from './read-candidates.ts';

/**
 * Fails with task-not-found, right-missing, move-illegal where it does not wait, task-reserved, offered-first,
 * reservation-late past half of its time, or reservations-full.
 */
export async function reserveTask(
  deps: Parts & ClaimRules,
  caller: Caller,
  input: { readonly commandId: string; readonly taskId: string; readonly on: boolean },
): Promise<Result<Task>> {
  const { taskId, on, commandId } = input;
  const spec = { caller, act: on ? 'reserved' : 'unreserved', commandId, input, object: taskId };
  return runCommand(deps, spec, async (trx, now) => {
    const found = await taskForReader(deps, trx, caller, taskId, now);
    if (!found.ok) return found;
    const { task, person } = found.value;
    const { memberId, name } = person;
    const standing = reservationAt(task, now);
    if (standing !== null && standing.memberId !== memberId) {
      return fail(failure('task-reserved', { member: standing.name }));
    }
    if (!on) {
      if (task.reserved == null) return ok(task);
      const { reserved: _reserved, ...free } = task;
      return ok(await commitTask(trx, free, now));
    }
    if (task.state !== 'waiting') {
      return fail(failure('move-illegal', { state: task.state, move: 'reserve' }));
    }
    const { followUp } = task;
    if (followUp !== undefined && followUp.offeredTo !== memberId && (followUp.offeredUntil ?? 0) > now) {
      return fail(failure('offered-first', { member: followUp.offeredToName }));
    }
    const until = halfTime(task);
    if (until === null || until <= now) return fail(failure('reservation-late'));
    if (standing !== null) return ok(task);
    const own = (await readWaiting(trx)).filter((one) => reservationAt(one, now)?.memberId === memberId);
    if (own.length >= mostReserved) return fail(failure('reservations-full', { most: mostReserved }));
    const reserved = { memberId, name, at: now, until, by: 'himself' as const };
    return ok(await commitTask(trx, { ...task, reserved }, now));
  });
}
