/**
 * Side moves *corrected*, *withdrawn*, *addendum*: who may sign takes the signed report up again with a reason. It stands until
 * the new version is committed; meanwhile both ends see 更正中. What waits for a second doctor gives way to a withdrawal only.
 */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import {
  type Amending,
  type AmendPurpose,
  type AmendReason,
  amendReasons,
} from '#shared/report/amendment.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { take } from './claim-task.ts';
import type { KeepingRules } from './keep-report.ts';

/**
 * Needs a person with the right to sign. Fails with task-not-found, right-missing, right-expired, task-taken, invalid-input for
 * a reason of another purpose, amendment-in-review, or move-illegal: before a report was signed, after it was withdrawn, and for
 * a follow-up of late images, whose report is that of the task before it.
 */
export async function beginAmendment(
  deps: Parts & KeepingRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly purpose: AmendPurpose;
    readonly reason: AmendReason;
    readonly note: string;
  },
): Promise<Result<Task>> {
  const { taskId, purpose, reason, note } = input;
  const detail = [purpose, reason, note].filter((part) => part !== '').join(' ');
  const spec = {
    caller,
    act: 'amendment-begun',
    commandId: input.commandId,
    input,
    object: taskId,
    detail,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const { person } = caller;
    if (person === null) return fail(failure('not-signed-in'));
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    if (!amendReasons[purpose].includes(reason)) return fail(failure('invalid-input', { detail: 'reason' }));
    const refusal = await deps.refuseSigning(trx, person.memberId, task, 'sign', now);
    if (refusal !== null) return fail(refusal);
    const move = legalMove('begin-amendment', task.state);
    if (move === null || task.followUp !== undefined) {
      return fail(failure('move-illegal', { state: task.state, move: 'begin-amendment' }));
    }
    if (task.holder !== null && task.holder.memberId !== person.memberId) {
      return fail(failure('task-taken', { holder: task.holder.name }));
    }
    const waiting = waitingOf(task);
    if (waiting !== undefined && purpose !== 'withdraw') {
      return fail(failure('amendment-in-review', { author: waiting.name }));
    }
    const { memberId, name } = person;
    const begun = { purpose, reason, note, memberId, name, at: now, claim: task.claim + 1 };
    const amending = { ...begun, ...(waiting === undefined ? {} : { interrupts: waiting }) };
    return ok(await take(trx, caller, person, { ...task, amending }, now));
  });
}

/** The amendment that waits for a second doctor, or would again if the withdrawal at hand were let be. */
function waitingOf(task: Task): Amending['interrupts'] {
  const { amending } = task;
  if (amending === undefined || underReview(task) === null) return amending?.interrupts;
  const { interrupts: _interrupts, ...waiting } = amending;
  return waiting;
}
