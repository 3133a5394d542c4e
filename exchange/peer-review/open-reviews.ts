/** At the final signature: the report is drawn for peer review or not, and an edit of another's conclusion is entered in the log. */
import { randomUUID } from 'node:crypto';
import { changedConclusions } from '#shared/report/conclusions.ts';
import type { Report } from '#shared/report/report.ts';
import type { PeerChange } from '#shared/study/peer-review.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { PeerReviewTable } from '../database/tables/peer-review.ts';
import { isDrawn } from './is-drawn.ts';
import { readPeerReviewPolicy } from './peer-review-policy.ts';
import { noteChange, readState } from './review-rows.ts';

/** In the transaction that commits the report, before its own row is written. */
export async function openReviews(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  now: number,
): Promise<void> {
  const earlier = await earlierReports(trx, task.taskId);
  const signers = [...earlier, report].flatMap((one) => one.signatures.map(({ memberId }) => memberId));
  const base = {
    taskId: task.taskId,
    reportId: report.reportId,
    version: report.version,
    kind: task.kind,
    siteId: task.siteId,
    signers: JSON.stringify([...new Set(signers)]),
    openedAt: now,
  };
  const author = report.signatures.find(({ role }) => role === 'author');
  if (author === undefined) throw new Error('an author was checked before');
  const { percent } = await readPeerReviewPolicy(trx);
  const { drawKey } = await readState(trx);
  if (isDrawn(drawKey, report, percent)) {
    await open(trx, { ...base, source: 'sample', authorId: author.memberId });
  }
  const edit = editOf(task, report, earlier);
  if (edit !== null) await open(trx, { ...base, source: 'edit', ...edit, takenAt: now });
}

type Opened = Pick<PeerReviewTable, 'source' | 'taskId' | 'reportId' | 'version' | 'kind' | 'siteId'> &
  Pick<PeerReviewTable, 'authorId' | 'signers' | 'openedAt'> &
  Partial<PeerReviewTable>;

async function open(trx: ExchangeTransaction, given: Opened): Promise<void> {
  const nothing = {
    change: null,
    reviewerId: null,
    takenAt: null,
    score: null,
    scoredAt: null,
    answer: null,
    answeredAt: null,
  };
  const row = { ...nothing, declined: '[]', significant: 0, note: '', ...given, reviewId: randomUUID() };
  await trx.insertInto('peerReview').values(row).execute();
  await noteChange(trx);
  await appendAudit(trx, {
    at: row.openedAt,
    memberId: null,
    stationId: null,
    act: row.source === 'sample' ? 'peer-review-drawn' : 'discrepancy-logged',
    success: true,
    object: row.taskId,
    detail: `${row.reviewId} ${row.reportId} ${row.version}`,
  });
}

/** Preliminary reports of the task that count, newest first. */
async function earlierReports(trx: ExchangeTransaction, taskId: string): Promise<Report[]> {
  const rows = await trx
    .selectFrom('report')
    .select('document')
    .where('taskId', '=', taskId)
    .where('adopted', '=', 1)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as Report);
}

/** What lay before the one who signed last, where another wrote it and it concludes otherwise; null where nothing does. */
function editOf(
  task: Task,
  report: Report,
  earlier: readonly Report[],
): { authorId: string; reviewerId: string; change: string } | null {
  const last = report.signatures.at(-1);
  if (last === undefined) return null;
  const [preliminary] = earlier;
  const before =
    report.reviewed !== undefined
      ? { content: report.reviewed.content, by: report.signatures[0]?.memberId }
      : preliminary && { content: preliminary.content, by: preliminary.signatures.at(-1)?.memberId };
  if (before?.by === undefined || before.by === last.memberId) return null;
  const { removed, added } = changedConclusions(task.kind, before.content, report.content);
  if (removed.length + added.length === 0) return null;
  const words = (given: readonly { readonly text: string }[]): string[] =>
    given.slice(0, 50).map(({ text }) => text);
  const change: PeerChange = { removed: words(removed), added: words(added) };
  return { authorId: before.by, reviewerId: last.memberId, change: JSON.stringify(change) };
}
