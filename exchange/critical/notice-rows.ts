/** A loop lies on its task, where both ends see it; only its picture and its next telephone minute lie apart. */
import { type CriticalNotice, noticeRungMinutes } from '#shared/study/critical-notice.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask } from '../feed/commit-task.ts';

/** When the next rung fires; null once it was read back or closed, and after the last. */
export function nextRungAt(notice: CriticalNotice): number | null {
  if (notice.readBack !== null || notice.closed !== null) return null;
  const fired = new Set(notice.rungs.map((rung) => rung.minute));
  const next = noticeRungMinutes.find((minute) => !fired.has(minute));
  return next === undefined ? null : notice.raised.at + next * 60_000;
}

/** Puts the loop in the place of the former one on the task. */
export async function commitNotice(
  trx: ExchangeTransaction,
  task: Task,
  notice: CriticalNotice,
  now: number,
): Promise<Task> {
  await trx
    .updateTable('criticalNotice')
    .set({ nextRungAt: nextRungAt(notice) })
    .where('noticeId', '=', notice.noticeId)
    .execute();
  const notices = (task.notices ?? []).map((one) => (one.noticeId === notice.noticeId ? notice : one));
  return commitTask(trx, { ...task, notices }, now);
}
