/** 已回电: who asked for a call was called, by a named person at either end. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { speakerOf } from './who-may-talk.ts';

/** The first who called stands. Fails with task-not-found, callback-not-found or not-of-the-case. */
export async function recordCallback(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly messageId: string;
    readonly memberId: MemberId;
  },
): Promise<Result<Task>> {
  const { taskId, messageId, memberId } = input;
  const spec = {
    caller,
    act: 'called-back',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: messageId,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const asked = task.talk?.find((one) => one.messageId === messageId);
    if (asked?.callback === undefined) return fail(failure('callback-not-found'));
    const speaker = await speakerOf(trx, caller, task, memberId);
    if (speaker === null) return fail(failure('not-of-the-case'));
    if (asked.callback.done !== null) return ok(task);
    const callback = { ...asked.callback, done: { memberId, name: speaker.name, at: now } };
    const talk = (task.talk ?? []).map((one) => (one === asked ? { ...one, callback } : one));
    return ok(await commitTask(trx, { ...task, talk }, now));
  });
}
