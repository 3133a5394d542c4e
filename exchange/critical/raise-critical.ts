/** Journey step 4, beside the deposit: a critical ECG rule fired at the township, and the task is lifted before anybody reads it. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { CriticalHit } from '#shared/study/critical.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

/** Idempotent by command and by recording. Fails with task-not-found, or object-not-found until the recording is announced. */
export async function raiseCritical(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly sha256: Sha256;
    readonly findings: CriticalHit['findings'];
  },
): Promise<Result<Task>> {
  const { taskId, sha256, findings } = input;
  const codes = [...new Set(findings.map((finding) => finding.code))].join(' ');
  const spec = {
    caller,
    act: 'critical-raised',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${codes} ${sha256.slice(0, 12)}`,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || task.siteId !== sendingSite(caller)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const known = task.critical ?? [];
    if (known.some((hit) => hit.sha256 === sha256)) return ok(task);
    const recording = await trx
      .selectFrom('depositObject')
      .select('sha256')
      .where('depositId', '=', task.depositId)
      .where('originalSha256', '=', sha256)
      .executeTakeFirst();
    if (recording === undefined) return fail(failure('object-not-found', { sha256 }));
    const hit: CriticalHit = { sha256, raisedAt: now, findings, verdict: null };
    return ok(await commitTask(trx, { ...task, critical: [...known, hit] }, now));
  });
}
