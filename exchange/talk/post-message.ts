/** A message on a task, by the township or by a reader: kept with the task, in the audit, and told to both ends by the feed. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { mostMessages, type TalkMessage } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { speakerOf } from './who-may-talk.ts';

/** In any state of the task, also after its report. Fails with task-not-found, not-of-the-case, message-empty or talk-full. */
export async function postMessage(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly messageId: string;
    readonly memberId: MemberId;
    readonly text: string;
    readonly callback: string | null;
    readonly writtenAt: number;
  },
): Promise<Result<Task>> {
  const { taskId, messageId, memberId, text, callback } = input;
  const spec = {
    caller,
    act: callback === null ? 'message-posted' : 'callback-asked',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: [messageId, callback ?? '', text].filter(Boolean).join(' '),
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const talk = task.talk ?? [];
    if (talk.some((one) => one.messageId === messageId)) return ok(task);
    const speaker = await speakerOf(trx, caller, task, memberId);
    if (speaker === null) return fail(failure('not-of-the-case'));
    if (text === '' && callback === null) return fail(failure('message-empty'));
    if (talk.length >= mostMessages) {
      return fail(failure('talk-full', { most: mostMessages, phone: task.order.phone }));
    }
    const message: TalkMessage = {
      messageId,
      from: speaker.side,
      memberId,
      name: speaker.name,
      writtenAt: Math.min(input.writtenAt, now),
      at: now,
      text,
      ...(callback === null ? {} : { callback: { phone: callback, done: null } }),
    };
    return ok(await commitTask(trx, { ...task, talk: [...talk, message] }, now));
  });
}
