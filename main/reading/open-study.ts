/** Journey step 7: opens the study of a task as far as it lies here; fetching the rest goes on in the background. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';

export interface OpenStudyDeps {
  readonly audit: AuditTrail;
  readonly findTask: (taskId: string) => Task | null;
  /** Brings the index up to what the exchange holds, and puts the study before all others to fetch. */
  readonly expect: (task: Task) => Promise<Result<void>>;
  readonly readStudy: (studyInstanceUid: string) => Promise<Study | null>;
  /** What the person had on the screen before. */
  readonly shownTo: (taskId: string, memberId: string) => ReadonlySet<string>;
}

export interface OpenedStudy {
  readonly task: Task;
  readonly study: Study;
  readonly shown: ReadonlySet<string>;
}

/** Fails with task-not-found, or why nothing of the study is known here. */
export async function openStudy(
  deps: OpenStudyDeps,
  actor: Actor,
  taskId: string,
): Promise<Result<OpenedStudy>> {
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const expected = await deps.expect(task);
  const study = await deps.readStudy(task.studyInstanceUid);
  if (study === null) {
    return expected.ok ? fail(failure('study-not-found', { study: task.studyInstanceUid })) : expected;
  }
  const { memberId } = actor.member;
  await deps.audit.record({ memberId, act: 'viewed', success: true, object: taskId });
  return ok({ task, study, shown: deps.shownTo(taskId, memberId) });
}
