/** A report that a patient was referred with says something else now: both sites hear of it, and the receiver fetches the newest. */
import type { Report } from '#shared/report/report.ts';
import { referredReport } from '#shared/study/referral.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitReferral, openReferrals } from './commit-referral.ts';

/** Inside the transaction that adopted the report; an addendum for late images is written under a task of its own. */
export async function followAmendment(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  now: number,
): Promise<void> {
  const amended = { status: report.status, at: now };
  for (const referral of await openReferrals(trx, task.followUp?.of ?? task.taskId)) {
    const changed = { ...referral, report: referredReport(report), amended, deliveredAt: null };
    await commitReferral(trx, changed, now);
  }
}
