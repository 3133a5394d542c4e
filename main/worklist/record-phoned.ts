/** 已电话, by one key at either end: who telephoned whom for a case nobody answers. Goes through the outbox, also without a link. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { RungName } from '#shared/study/escalation.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface RecordPhonedDeps {
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
  readonly isLinked: () => boolean;
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly onQueued: () => void;
}

const answerWithinMs = 2000;

/** Fails with task-not-found, or what the exchange says within two seconds. */
export async function recordPhoned(
  deps: RecordPhonedDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly rung: RungName; readonly contact: string },
): Promise<Result<{ state: 'committed' | 'queued' }>> {
  const { taskId } = given;
  const { memberId } = actor.member;
  if (deps.findTask(taskId) === null) return fail(failure('task-not-found', { task: taskId }));
  const createdAt = deps.now();
  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, deps.isLinked() ? answerWithinMs : 0);
  await deps.database.commit(() => {
    const body = { ...given, memberId };
    enqueueCommand(deps.database, {
      commandId,
      what: 'record-phoned',
      lane: `phoned:${taskId}`,
      taskId,
      body,
      createdAt,
    });
    const detail = `${given.rung} ${given.contact}`;
    deps.audit.append({ memberId, act: 'phoned', success: true, object: taskId, detail });
  });
  deps.onQueued();
  const answer = await answering;
  if (answer === null) return ok({ state: 'queued' });
  return answer.ok ? ok({ state: 'committed' }) : answer;
}
