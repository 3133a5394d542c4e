/** Journey step 10: a report that was signed before the last images were known stands; they are read after it. */
import type { Report } from '#shared/report/report.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import { receivedInSet } from '../feed/keep-image-set.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { beginFollowUp } from './follow-up.ts';

/** Opens the follow-up where the report's image set is not the task's; answers the task as it then stands. */
export async function followReport(
  deps: Opening,
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  now: number,
): Promise<Task> {
  if (report.imageSetSha256 === task.images.imageSetSha256) return task;
  const { received } = task.images;
  const read = (await receivedInSet(trx, task.taskId, report.imageSetSha256)) ?? received;
  const count = Math.max(0, received - read);
  if (count > 0 && (await beginFollowUp(deps, trx, task.depositId, count, now))) {
    await advanceDeposit(deps, trx, task.depositId, now);
  }
  return (await readTask(trx, task.taskId)) ?? task;
}
