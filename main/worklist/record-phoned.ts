/** 已电话, by one key at either end: who telephoned whom for a case nobody answers. Goes through the outbox, also without a link. */
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { RungName } from '#shared/study/escalation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface RecordPhonedDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
}

/** Fails with task-not-found, or what the exchange says within two seconds. */
export async function recordPhoned(
  deps: RecordPhonedDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly rung: RungName; readonly contact: string },
): Promise<Result<Asked>> {
  const { taskId } = given;
  const { memberId } = actor.member;
  if (deps.findTask(taskId) === null) return fail(failure('task-not-found', { task: taskId }));
  const command = {
    what: 'record-phoned',
    lane: `phoned:${taskId}`,
    taskId,
    body: { ...given, memberId },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const detail = `${given.rung} ${given.contact}`;
    deps.audit.append({ memberId, act: 'phoned', success: true, object: taskId, detail });
  });
}
