/** A message on a task, or 请回电, written at this station: through the outbox, so that it also waits out a cut link. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import { mostMessages } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface TalkDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
}

/** Fails with task-not-found, message-empty, talk-full, or what the exchange says within two seconds. */
export async function postMessage(
  deps: TalkDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly text: string; readonly callback: string | null },
): Promise<Result<Asked>> {
  const { taskId, text, callback } = given;
  const { memberId, name } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  if (text === '' && callback === null) return fail(failure('message-empty'));
  if ((task.talk ?? []).length >= mostMessages) {
    return fail(failure('talk-full', { most: mostMessages, phone: task.order.phone }));
  }
  const writtenAt = deps.now();
  const messageId = randomUUID();
  const command = {
    what: 'post-message',
    lane: `talk:${taskId}`,
    taskId,
    body: { taskId, messageId, memberId, memberName: name, text, callback, writtenAt },
    createdAt: writtenAt,
  } as const;
  return askExchange(deps, command, () => {
    const act = callback === null ? 'message-posted' : 'callback-asked';
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: messageId });
  });
}

/** 已回电, by name. Fails with task-not-found, callback-not-found, or what the exchange says within two seconds. */
export async function recordCallback(
  deps: TalkDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly messageId: string },
): Promise<Result<Asked>> {
  const { taskId, messageId } = given;
  const { memberId } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const command = {
    what: 'record-callback',
    lane: `talk:${taskId}`,
    taskId,
    body: { taskId, messageId, memberId },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    deps.audit.append({ memberId, act: 'called-back', success: true, object: taskId, detail: messageId });
  });
}
