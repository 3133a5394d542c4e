/** To whom a case may be passed: who sits at a window now and may go on with it, and whether he reads another. */
import type { Member } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Colleague } from '#shared/study/baton.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { type ClaimRules, isHolder, refuseReviewer } from './claim-task.ts';
import type { Attendance } from './next-task.ts';

/** Who reads nothing first. Fails with task-not-found for a task that the caller does not hold. */
export async function listColleagues(
  deps: Parts & ClaimRules & Attendance,
  caller: Caller,
  taskId: string,
): Promise<Result<Colleague[]>> {
  return deps.write(async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !isHolder(caller, task)) return fail(failure('task-not-found', { task: taskId }));
    const members = await colleaguesOf(deps, trx, task, now);
    const reading = await trx
      .selectFrom('task')
      .select('holderId')
      .where('closed', '=', 0)
      .where('holderAlive', '=', 1)
      .execute();
    const busy = new Set(reading.map((row) => row.holderId));
    return ok(
      members
        .map(({ memberId, name }) => ({ memberId, name, busy: busy.has(memberId) }))
        .sort(
          (one, other) =>
            Number(one.busy) - Number(other.busy) || one.name.localeCompare(other.name, 'zh-CN'),
        ),
    );
  });
}

export async function colleaguesOf(
  deps: ClaimRules & Attendance,
  trx: ExchangeTransaction,
  task: Task,
  now: number,
): Promise<Member[]> {
  const found: Member[] = [];
  for (const member of deps.present()) {
    if (member.memberId === task.holder?.memberId || deps.refuseWriting(member, task, now) !== null) continue;
    if ((await refuseReviewer(deps, trx, member, task, now)) === null) found.push(member);
  }
  return found;
}
