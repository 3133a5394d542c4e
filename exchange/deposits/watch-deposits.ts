/** An emergency whose images stop coming for a minute opens by itself with what is there; a routine one waits for people. */
import { ok } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Parts } from '../parts.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit, isEmergency } from './advance-deposit.ts';

export const stalledAfterMs = 60_000;

/** Progress that came too soon after the last telling is told now, so that n/m never stands behind what was received. */
async function tellRest(deps: Parts & Opening): Promise<void> {
  const behind = await deps.db
    .selectFrom('deposit')
    .select('depositId')
    .where('state', 'in', ['open', 'closed'])
    .where('taskId', 'is not', null)
    .whereRef('lastProgressAt', '>', 'toldAt')
    .execute();
  for (const { depositId } of behind)
    await deps.write(async (trx, at) =>
      ok(void (await advanceDeposit(deps, trx, depositId, at, { tell: true }))),
    );
}

/** One look at all deposits under way; answers how many it opened. */
export async function watchDeposits(deps: Parts & Opening): Promise<number> {
  await tellRest(deps);
  const now = deps.clock.now();
  const stalled = await deps.db
    .selectFrom('deposit')
    .select(['depositId', 'taskId'])
    .where('state', 'in', ['open', 'closed'])
    .where('taskId', 'is not', null)
    .where('received', '>', 0)
    .where('lastProgressAt', '<=', now - stalledAfterMs)
    .execute();
  let opened = 0;
  for (const { depositId, taskId } of stalled) {
    const task = taskId === null ? null : await readTask(deps.db, taskId);
    if (task === null || task.state !== 'arriving' || !isEmergency(task.order.urgency)) continue;
    await deps.write(async (trx, at) => {
      await trx
        .updateTable('deposit')
        .set({ state: 'complete', incompleteReason: 'no-progress' })
        .where('depositId', '=', depositId)
        .where('state', '!=', 'complete')
        .execute();
      await appendAudit(trx, {
        at,
        memberId: null,
        stationId: null,
        act: 'sent-incomplete',
        success: true,
        object: depositId,
        detail: 'no-progress',
      });
      await advanceDeposit(deps, trx, depositId, at);
      return ok(undefined);
    });
    opened += 1;
  }
  return opened;
}
