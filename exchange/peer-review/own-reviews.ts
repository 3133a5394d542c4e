/** What peer review asks of one person: reports to score, edits of his to score, and what was said of his own. */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { ReportId } from '#shared/study/ids.ts';
import type { Kind } from '#shared/study/kind.ts';
import { type OwnPeerReviews, seriousScore } from '#shared/study/peer-review.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { PeerReviewTable } from '../database/tables/peer-review.ts';
import type { Parts } from '../parts.ts';
import { changeOf, examOf, readOpenFor, scoreOf } from './review-rows.ts';

export async function ownReviews(deps: Pick<Parts, 'db' | 'clock'>, member: Member): Promise<OwnPeerReviews> {
  const { db } = deps;
  const owed = await withTask(db)
    .where('scoredAt', 'is', null)
    .where('source', '=', 'edit')
    .where('reviewerId', '=', member.memberId)
    .execute();
  const told = await withTask(db)
    .where('authorId', '=', member.memberId)
    .where('answeredAt', 'is', null)
    .where('score', '>=', seriousScore)
    .execute();
  return {
    toReview: (await readOpenFor(db, member, deps.clock.now())).length,
    toScore: owed.map((row) => ({
      ...caseOf(row),
      authorName: row.authorName ?? row.authorId,
      signedAt: row.openedAt,
      change: changeOf(row) ?? { removed: [], added: [] },
    })),
    told: told.map((row) => ({
      ...caseOf(row),
      source: row.source,
      score: scoreOf(row) ?? seriousScore,
      significant: row.significant === 1,
      note: row.note,
      scoredAt: row.scoredAt ?? row.openedAt,
      change: changeOf(row),
    })),
  };
}

function withTask(db: ExchangeDatabase) {
  return db
    .selectFrom('peerReview')
    .innerJoin('task', 'task.taskId', 'peerReview.taskId')
    .leftJoin('member', 'member.memberId', 'peerReview.authorId')
    .selectAll('peerReview')
    .select(['task.document', 'member.name as authorName'])
    .orderBy('peerReview.openedAt');
}

function caseOf(row: PeerReviewTable & { readonly document: string }) {
  const task = JSON.parse(row.document) as Task;
  const { reviewId, version } = row;
  return {
    reviewId,
    taskId: task.taskId,
    reportId: row.reportId as ReportId,
    version,
    kind: row.kind as Kind,
    exam: examOf(task),
    siteName: task.siteName,
  };
}
