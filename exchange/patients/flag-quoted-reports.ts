/**
 * Reports quote earlier studies. Where the study's record and the task's are no longer one person, the task says so at both
 * ends; merged again, the flag goes. A flag is a function of what stands, so undoing restores it exactly.
 */
import type { Quote } from '#shared/report/report.ts';
import type { ReportId } from '#shared/study/ids.ts';
import type { QuoteFlag, Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';

/** Looks at every task that quotes from or into one of the records; answers how many reports are flagged now. */
export async function flagQuotedReports(
  trx: ExchangeTransaction,
  patientIds: readonly string[],
  now: number,
): Promise<number> {
  const rows = await trx
    .selectFrom('reportQuote')
    .innerJoin('task', 'task.taskId', 'reportQuote.taskId')
    .leftJoin('patientOrder', 'patientOrder.orderId', 'task.orderId')
    .leftJoin('patientDeposit', 'patientDeposit.depositId', 'reportQuote.depositId')
    .select('reportQuote.taskId')
    .distinct()
    .where((term) =>
      term.or([
        term('patientOrder.patientId', 'in', [...patientIds]),
        term('patientDeposit.patientId', 'in', [...patientIds]),
      ]),
    )
    .execute();
  let flagged = 0;
  for (const { taskId } of rows) {
    const task = await readTask(trx, taskId);
    if (task !== null) flagged += reportsIn(await flagTask(trx, task, now));
  }
  return flagged;
}

/** Commits the task only where its flags change. */
export async function flagTask(trx: ExchangeTransaction, task: Task, now: number): Promise<Task> {
  const flags = await crossingQuotes(trx, task);
  if (JSON.stringify(flags) === JSON.stringify(task.quoteFlags ?? [])) return task;
  const { quoteFlags: _former, ...plain } = task;
  return commitTask(trx, flags.length === 0 ? plain : { ...plain, quoteFlags: flags }, now);
}

async function crossingQuotes(trx: ExchangeTransaction, task: Task): Promise<QuoteFlag[]> {
  const rows = await trx
    .selectFrom('reportQuote')
    .leftJoin('patientDeposit', 'patientDeposit.depositId', 'reportQuote.depositId')
    .leftJoin('patient as theirs', 'theirs.patientId', 'patientDeposit.patientId')
    .leftJoin('patientOrder', (join) => join.on('patientOrder.orderId', '=', task.orderId))
    .leftJoin('patient as ours', 'ours.patientId', 'patientOrder.patientId')
    .select(['reportQuote.reportId', 'reportQuote.version', 'reportQuote.quote'])
    .select(['theirs.personId as theirPerson', 'ours.personId as ourPerson'])
    .where('reportQuote.taskId', '=', task.taskId)
    .orderBy('reportQuote.reportId')
    .orderBy('reportQuote.version')
    .orderBy('reportQuote.depositId')
    .execute();
  return rows
    .filter((row) => row.ourPerson === null || row.theirPerson !== row.ourPerson)
    .map((row) => {
      const quote = JSON.parse(row.quote) as Quote;
      return {
        reportId: row.reportId as ReportId,
        version: row.version,
        studyInstanceUid: quote.studyInstanceUid,
        siteName: quote.siteName,
        exam: quote.exam,
        acquiredAt: quote.acquiredAt,
      };
    });
}

function reportsIn(task: Task): number {
  return new Set((task.quoteFlags ?? []).map((flag) => `${flag.reportId} ${flag.version}`)).size;
}
