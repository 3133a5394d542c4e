/** 图像质量 beside the report: the reader says how the exam was made, and why; the township reads it with its tracking. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { qualityReasonsOf, type Score } from '#shared/study/quality.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';

export interface ScoringRules {
  /** The name of who may say it: the holder under his claim, or the author of the report that stands; null for anybody else. */
  readonly judgeOf: (
    caller: Caller,
    task: Task,
    given: { readonly claim: number; readonly memberId: string },
  ) => string | null;
}

/** Said again it takes the place of what was said. Fails with task-not-found, claim-stale or invalid-input. */
export async function scoreQuality(
  deps: Parts & ScoringRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly memberId: MemberId;
    readonly score: Score;
  },
): Promise<Result<Task>> {
  const { taskId, claim, memberId, score } = input;
  const spec = {
    caller,
    act: 'quality-scored',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: [score.grade, score.reason ?? ''].filter(Boolean).join(' '),
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const name = deps.judgeOf(caller, task, { claim, memberId });
    if (name === null) return fail(failure('claim-stale', { claim, current: task.claim }));
    const { grade, reason } = score;
    if (reason !== null && !qualityReasonsOf(task.kind).includes(reason)) {
      return fail(failure('invalid-input', { detail: reason }));
    }
    const row = { grade, reason, memberId, scoredAt: now };
    await trx
      .insertInto('qualityScore')
      .values({ taskId, ...row })
      .onConflict((conflict) => conflict.column('taskId').doUpdateSet(row))
      .execute();
    return ok(await commitTask(trx, { ...task, quality: { grade, reason, memberId, name, at: now } }, now));
  });
}
