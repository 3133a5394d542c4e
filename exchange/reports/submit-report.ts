/**
 * Journey step 9 where two doctors are required, and the side moves *corrected* and *addendum* there: what the writer has signed
 * waits for a second one. It is no report yet and goes nowhere, and what it amends stands; the reviewer signs a report that carries it
 * whole, so that both signatures can be verified from one file.
 */
import { legalMove, type MoveName } from '#shared/journey.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report } from '#shared/report/report.ts';
import { needsTwo, type Submitted, underReview } from '#shared/study/review.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';
import { commitTask } from '../feed/commit-task.ts';

/** A final report or an amendment by its writer alone, under a task that asks for two. */
export function isSubmission(task: Task, report: Report): boolean {
  return needsTwo(task, report.status) && report.signatures.every((signature) => signature.role === 'author');
}

/** Where two doctors are required: a writer submits while he holds the task, a reviewer signs what lies before him. */
export async function isInTurn(trx: ExchangeTransaction, task: Task, report: Report): Promise<boolean> {
  if (!needsTwo(task, report.status)) return true;
  // Of an amendment that was let be or gave way to a withdrawal nothing waits any more.
  if ((report.amendment === undefined) !== (task.amending === undefined)) return false;
  const isWaiting = underReview(task) !== null;
  if (isSubmission(task, report)) {
    return !isWaiting && task.claim === report.claim && legalMove(moveOf(report), task.state) !== null;
  }
  const submission = await newestSubmission(trx, task.taskId);
  return isWaiting && submission !== null && carries(report, submission);
}

function moveOf({ amendment }: Report): MoveName {
  return amendment === undefined ? 'submit-for-review' : 'submit-amendment';
}

/** The task has been judged to wait for its writer. */
export async function submitReport(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  given: { readonly bodyHash: string; readonly now: number },
): Promise<{ readonly task: Task; readonly summary: ReportSummary }> {
  const move = legalMove(moveOf(report), task.state);
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
  const waiting = { ...kept, ...awaiting(task, { memberId, name, at: now }), state: move.to, holder: null };
  return { task: await commitTask(trx, waiting, now), summary: summaryOf(report, now) };
}

function awaiting({ amending }: Task, submitted: Submitted): Pick<Task, 'review' | 'amending'> {
  if (amending === undefined) return { review: { submitted, returned: null } };
  const { returned: _returned, ...begun } = amending;
  return { amending: { ...begun, submitted } };
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
function carries(report: Report, submission: Report): boolean {
  const { signatures, ...body } = submission;
  const [written] = signatures;
  const author = report.signatures.find((signature) => signature.role === 'author');
  return (
    report.reviewed !== undefined &&
    report.status === submission.status &&
    sha256Of(canonicalJson(report.reviewed)) === sha256Of(canonicalJson(body)) &&
    written?.value === author?.value
  );
}
