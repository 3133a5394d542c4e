/**
 * Journey step 9 where two doctors are required: what the writer has signed waits for a second one. It is no report yet and goes
 * nowhere; the reviewer signs a report that carries it whole, so that both signatures can be verified from one file.
 */
import { legalMove } from '#shared/journey.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report } from '#shared/report/report.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';
import { commitTask } from '../feed/commit-task.ts';

/** A final report by its writer alone, under a task that asks for two. */
export function isSubmission(task: Task, report: Report): boolean {
  return (
    task.review !== undefined &&
    report.status === 'final' &&
    report.signatures.every((signature) => signature.role === 'author')
  );
}

/** The task has been judged to wait for its writer. */
export async function submitReport(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  given: { readonly bodyHash: string; readonly now: number },
): Promise<{ readonly task: Task; readonly summary: ReportSummary }> {
  const move = legalMove('submit-for-review', task.state);
  const [author] = report.signatures;
  if (move === null || author === undefined) throw new Error(`${task.taskId} was judged to be written`);
  const { memberId, name } = author;
  const { now, bodyHash } = given;
  await trx
    .insertInto('submission')
    .values({
      taskId: task.taskId,
      claim: report.claim,
      memberId,
      bodyHash,
      submittedAt: now,
      document: JSON.stringify(report),
    })
    .execute();
  const { released: _released, ...kept } = task;
  const review = { submitted: { memberId, name, at: now }, returned: null };
  const submitted = await commitTask(trx, { ...kept, state: move.to, holder: null, review }, now);
  return { task: submitted, summary: summaryOf(report, now) };
}

function summaryOf(report: Report, now: number): ReportSummary {
  const [author] = report.signatures;
  if (author === undefined) throw new Error('an author was checked before');
  return {
    reportId: report.reportId,
    version: report.version,
    status: report.status,
    adopted: false,
    memberId: author.memberId,
    memberName: author.name,
    committedAt: now,
    submitted: true,
  };
}

/** The same submission once more: answered as it was. */
export async function knownSubmission(
  trx: ExchangeTransaction,
  report: Report,
  bodyHash: string,
): Promise<ReportSummary | null> {
  const row = await trx
    .selectFrom('submission')
    .select('submittedAt')
    .where('taskId', '=', report.taskId)
    .where('claim', '=', report.claim)
    .where('bodyHash', '=', bodyHash)
    .executeTakeFirst();
  return row === undefined ? null : summaryOf(report, row.submittedAt);
}

/** What lies before the reviewer; null when nothing does. */
export async function newestSubmission(
  db: ExchangeDatabase | ExchangeTransaction,
  taskId: string,
): Promise<Report | null> {
  const row = await db
    .selectFrom('submission')
    .select('document')
    .where('taskId', '=', taskId)
    .orderBy('claim', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.document) as Report);
}

/** True when the report carries what was submitted last, to the letter, with its writer's signature. */
export function carries(report: Report, submission: Report): boolean {
  const { signatures, ...body } = submission;
  const [written] = signatures;
  const author = report.signatures.find((signature) => signature.role === 'author');
  return (
    report.reviewed !== undefined &&
    sha256Of(canonicalJson(report.reviewed)) === sha256Of(canonicalJson(body)) &&
    written?.value === author?.value
  );
}
