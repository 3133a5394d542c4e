/** The log of discrepancies of a period for whoever answers for quality: counts by kind and author, and each with its score and answer. */
import type { Kind } from '#shared/study/kind.ts';
import type { PeerBoard, PeerRow } from '#shared/study/peer-review.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { PeerReviewTable } from '../database/tables/peer-review.ts';
import { changeOf, examOf, scoreOf } from './review-rows.ts';

/** Rows that are listed; the counts are of all. */
const mostRows = 500;

/** Of reports that were signed in the range (instants, inclusive). */
export async function peerBoard(
  db: ExchangeDatabase,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<PeerBoard> {
  const reviews = await db
    .selectFrom('peerReview')
    .leftJoin('member as author', 'author.memberId', 'peerReview.authorId')
    .select(['source', 'kind', 'score', 'significant', 'scoredAt', 'authorId', 'author.name as authorName'])
    .where('openedAt', '>=', from)
    .where('openedAt', '<=', to)
    .execute();
  const signed = await db
    .selectFrom('task')
    .select('kind')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('signedAt', '>=', from)
    .where('signedAt', '<=', to)
    .groupBy('kind')
    .orderBy('kind')
    .execute();
  const authors = [...Map.groupBy(reviews, ({ authorId }) => authorId)].map(([authorId, group]) => ({
    authorName: group[0]?.authorName ?? authorId,
    ...countsOf(group),
  }));
  const logged = await readLogged(db, from, to);
  return {
    kinds: signed.map(({ kind, count }) => ({
      kind: kind as Kind,
      signed: count,
      ...countsOf(reviews.filter((review) => review.kind === kind)),
    })),
    authors: authors.sort((one, other) => one.authorName.localeCompare(other.authorName, 'zh-CN')),
    rows: logged.slice(0, mostRows),
    more: Math.max(0, logged.length - mostRows),
  };
}

type Counted = Pick<PeerReviewTable, 'source' | 'score' | 'significant' | 'scoredAt'>;

function countsOf(reviews: readonly Counted[]) {
  const drawn = reviews.filter(({ source }) => source === 'sample');
  const withScore = (wanted: number): number => reviews.filter(({ score }) => score === wanted).length;
  return {
    drawn: drawn.length,
    scored: drawn.filter(({ scoredAt }) => scoredAt !== null).length,
    scores: [withScore(1), withScore(2), withScore(3), withScore(4)] as [number, number, number, number],
    significant: reviews.filter(({ significant }) => significant === 1).length,
    edits: reviews.length - drawn.length,
  };
}

async function readLogged(db: ExchangeDatabase, from: number, to: number): Promise<PeerRow[]> {
  const rows = await db
    .selectFrom('peerReview')
    .innerJoin('task', 'task.taskId', 'peerReview.taskId')
    .leftJoin('member as author', 'author.memberId', 'peerReview.authorId')
    .leftJoin('member as reviewer', 'reviewer.memberId', 'peerReview.reviewerId')
    .selectAll('peerReview')
    .select(['task.document', 'author.name as authorName', 'reviewer.name as reviewerName'])
    .where('peerReview.openedAt', '>=', from)
    .where('peerReview.openedAt', '<=', to)
    .where((term) => term.or([term('source', '=', 'edit'), term('score', '>=', 2)]))
    .orderBy('peerReview.openedAt', 'desc')
    .execute();
  return rows.map((row) => {
    const task = JSON.parse(row.document) as Task;
    const { reviewId, source, openedAt, note, scoredAt, answer } = row;
    return {
      reviewId,
      source,
      kind: row.kind as Kind,
      siteName: task.siteName,
      exam: examOf(task),
      accessionNumber: task.order.accessionNumber,
      openedAt,
      authorName: row.authorName ?? row.authorId,
      reviewerName: row.reviewerName ?? '',
      score: scoreOf(row),
      significant: row.significant === 1,
      note,
      scoredAt,
      change: changeOf(row),
      answer,
    };
  });
}
