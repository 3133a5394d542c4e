/** Side move *cancelled*: the township takes its order back while nobody reads. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

/** Only the sending site. Fails with task-not-found or move-illegal. */
export async function cancelTask(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly reason: string;
    readonly memberId: MemberId | null;
  },
): Promise<Result<Task>> {
  const spec = {
    caller,
    act: 'cancelled',
    commandId: input.commandId,
    input,
    object: input.taskId,
    detail: input.reason,
    memberId: input.memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, input.taskId);
    if (task === null || task.siteId !== sendingSite(caller)) {
      return fail(failure('task-not-found', { task: input.taskId }));
    }
    // Its answer was lost on the way: it is done already.
    if (task.state === 'cancelled') return ok(task);
    const move = legalMove('cancel', task.state);
    if (move === null) return fail(failure('move-illegal', { state: task.state, move: 'cancel' }));
    const stamps = { ...task.stamps, cancelledAt: now };
    const name = input.memberId === null ? null : await nameOf(trx, input.memberId);
    const cancelled = {
      memberId: input.memberId,
      name: name ?? task.siteName,
      at: now,
      reason: input.reason,
    };
    return ok(await commitTask(trx, { ...task, state: move.to, stamps, holder: null, cancelled }, now));
  });
}

async function nameOf(trx: ExchangeTransaction, memberId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('member')
    .select('name')
    .where('memberId', '=', memberId)
    .executeTakeFirst();
  return row?.name ?? null;
}
