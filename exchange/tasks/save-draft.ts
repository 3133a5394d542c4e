/** Journey step 8: drafts are kept per author; after a take-over the former holder's is offered to the next. */
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import { failure } from '#shared/failure.ts';
import type { ReportContent } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import { runCommand } from '../audit/run-command.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { isHolder } from './claim-task.ts';

/**
 * A draft under a claim that was really given is always kept, also when another holds the task by now; a late lower
 * revision changes nothing. Fails with task-not-found, right-missing or claim-stale for a claim that never was.
 */
export async function saveDraft(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly memberId: string;
    readonly content: ReportContent;
    readonly revision: number;
  },
): Promise<Result<{ done: true }>> {
  const { taskId, memberId, claim, revision } = input;
  if (caller.person !== null && caller.person.memberId !== memberId) {
    return fail(failure('right-missing', { right: 'write' }));
  }
  const spec = { caller, act: 'drafted', commandId: input.commandId, input, object: taskId, memberId };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const given = await trx
      .selectFrom('claim')
      .innerJoin('member', 'member.memberId', 'claim.memberId')
      .select(['claim.stationId', 'member.name'])
      .where('claim.taskId', '=', taskId)
      .where('claim.number', '=', claim)
      .where('claim.memberId', '=', memberId)
      .executeTakeFirst();
    const fromStation = caller.person !== null || given?.stationId === caller.station?.memberId;
    if (given === undefined || !fromStation) {
      return fail(failure('claim-stale', { claim, current: task.claim }));
    }
    const known = await trx
      .selectFrom('draft')
      .select('revision')
      .where('taskId', '=', taskId)
      .where('memberId', '=', memberId)
      .executeTakeFirst();
    if (known !== undefined && known.revision >= revision) return ok({ done: true as const });
    const kept = { claim, revision, content: JSON.stringify(input.content), savedAt: now };
    await trx
      .insertInto('draft')
      .values({ taskId, memberId, memberName: given.name, ...kept })
      .onConflict((conflict) => conflict.columns(['taskId', 'memberId']).doUpdateSet(kept))
      .execute();
    return ok({ done: true as const });
  });
}

/** The caller's own drafts; who holds the task now also sees what former holders left. */
export async function listDrafts(deps: Parts, caller: Caller, taskId: string): Promise<Result<Draft[]>> {
  const task = await readTask(deps.db, taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const rows = await deps.db
    .selectFrom('draft')
    .selectAll()
    .where('taskId', '=', taskId)
    .orderBy('savedAt', 'desc')
    .execute();
  const own = caller.person?.memberId ?? null;
  const mine = rows.filter((row) => row.memberId === own || isHolder(caller, task));
  return ok(
    mine.map((row) => ({
      taskId: row.taskId as TaskId,
      claim: row.claim,
      memberId: row.memberId as MemberId,
      memberName: row.memberName,
      content: JSON.parse(row.content) as ReportContent,
      revision: row.revision,
      savedAt: row.savedAt,
    })),
  );
}
