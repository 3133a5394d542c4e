/** The lease of a claim: renewed by heartbeats without an event, marked when it runs out, revived when it comes back. */
import { ok, type Result } from '#shared/result.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { isHolder, leaseMs } from './claim-task.ts';

/** Renews what the caller holds; `lost` names the claims that are no longer his. */
export async function heartbeat(
  deps: Parts,
  caller: Caller,
  input: { readonly claims: readonly { readonly taskId: TaskId; readonly claim: number }[] },
): Promise<Result<{ lost: TaskId[]; now: number }>> {
  return deps.write(async (trx, now) => {
    const lost: TaskId[] = [];
    for (const { taskId, claim } of input.claims) {
      const task = await readTask(trx, taskId);
      if (task?.holder == null || task.claim !== claim || !isHolder(caller, task)) {
        lost.push(taskId);
      } else if (task.holder.alive) {
        await trx
          .updateTable('task')
          .set({ leaseUntil: now + leaseMs })
          .where('taskId', '=', taskId)
          .execute();
      } else {
        await commitTask(
          trx,
          { ...task, holder: { ...task.holder, alive: true, leaseUntil: now + leaseMs } },
          now,
        );
      }
    }
    return ok({ lost, now });
  });
}

/** Marks holders whose lease ran out, so that everybody sees 可接手; answers how many. */
export async function watchLeases(deps: Parts): Promise<number> {
  const due = await deps.db
    .selectFrom('task')
    .select('taskId')
    .where('holderAlive', '=', 1)
    .where('leaseUntil', '<=', deps.clock.now())
    .execute();
  for (const { taskId } of due) {
    await deps.write(async (trx, now) => {
      const task = await readTask(trx, taskId);
      if (task?.holder?.alive === true && task.holder.leaseUntil <= now) {
        await commitTask(trx, { ...task, holder: { ...task.holder, alive: false } }, now);
      }
      return ok(undefined);
    });
  }
  return due.length;
}

/** After a start nobody could have sent a heartbeat: every living holder gets a whole lease again. */
export async function extendLeases(deps: Parts): Promise<void> {
  await deps.write(async (trx, now) => {
    await trx
      .updateTable('task')
      .set({ leaseUntil: now + leaseMs })
      .where('holderAlive', '=', 1)
      .execute();
    return ok(undefined);
  });
}
