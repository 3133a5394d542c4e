/** Journey step 6: what the window needs to decode a waiting study before anybody claims it. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';

export interface ReadAheadDeps {
  readonly audit: AuditTrail;
  readonly findTask: (taskId: string) => Task | null;
  readonly readStudy: (studyInstanceUid: string) => Promise<Study | null>;
}

/**
 * The study as far as it lies here; nothing is fetched for it. The images go into the memory of this person's window, so
 * it stands in the audit as `prepared`, apart from `viewed`. Fails with task-not-found, also for a task that no longer
 * waits, or with study-not-found.
 */
export async function readAhead(deps: ReadAheadDeps, actor: Actor, taskId: TaskId): Promise<Result<Study>> {
  const task = deps.findTask(taskId);
  if (task?.state !== 'waiting') return fail(failure('task-not-found', { task: taskId }));
  const study = await deps.readStudy(task.studyInstanceUid);
  if (study === null) return fail(failure('study-not-found', { study: task.studyInstanceUid }));
  await deps.audit.record({
    memberId: actor.member.memberId,
    act: 'prepared',
    success: true,
    object: taskId,
  });
  return ok(study);
}
