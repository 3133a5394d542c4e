/** 已电话: a named person at either end telephoned whom a rung of the ladder names. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { RungName } from '#shared/study/escalation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';

/** The first call of a rung stands. Fails with task-not-found, member-not-found, or rung-not-fired. */
export async function recordPhoned(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly rung: RungName;
    readonly contact: string;
    readonly memberId: MemberId;
  },
): Promise<Result<Task>> {
  const { taskId, rung, contact, memberId } = input;
  const spec = {
    caller,
    act: 'phoned',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: `${rung} ${contact}`,
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    // A station speaks for the people at its windows; a person only for himself.
    const isHimself = caller.person === null || caller.person.memberId === memberId;
    const member = await trx
      .selectFrom('member')
      .select(['name', 'siteId'])
      .where('memberId', '=', memberId)
      .where('type', '=', 'person')
      .executeTakeFirst();
    const isHere = member !== undefined && (member.siteId === null || member.siteId === task.siteId);
    if (!isHimself || member === undefined || !isHere) {
      return fail(failure('member-not-found', { member: memberId }));
    }
    const fired = (task.escalation ?? []).find((one) => one.rung === rung);
    if (fired === undefined) return fail(failure('rung-not-fired', { rung }));
    if (fired.phoned !== null) return ok(task);
    const phoned = { memberId, name: member.name, contact, at: now };
    const escalation = (task.escalation ?? []).map((one) => (one === fired ? { ...one, phoned } : one));
    return ok(await commitTask(trx, { ...task, escalation }, now));
  });
}
