/** Rows of peer review, and the number by which stations hear that one has changed. */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { Kind } from '#shared/study/kind.ts';
import { mayDo } from '#shared/study/may-do.ts';
import { type PeerChange, type PeerScore, peerScoreSchema } from '#shared/study/peer-review.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { PeerReviewTable, PeerReviewTables } from '../database/tables/peer-review.ts';

/** A drawn report is one reviewer's for so long; then another may have it. */
const takenMs = 30 * 60_000;

export async function readState(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<PeerReviewTables['peerReviewState']> {
  return db.selectFrom('peerReviewState').selectAll().executeTakeFirstOrThrow();
}

/** Every change of a row is told to the stations of the centre by this number alone: whom it concerns stays unsaid. */
export async function noteChange(trx: ExchangeTransaction): Promise<void> {
  await trx
    .updateTable('peerReviewState')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .execute();
}

export async function readReview(
  db: ExchangeDatabase | ExchangeTransaction,
  reviewId: string,
): Promise<PeerReviewTable | null> {
  const row = await db
    .selectFrom('peerReview')
    .selectAll()
    .where('reviewId', '=', reviewId)
    .executeTakeFirst();
  return row ?? null;
}

/** Drawn reports that this person may score now, his own taken one first, then the oldest. */
export async function readOpenFor(
  db: ExchangeDatabase | ExchangeTransaction,
  member: Member,
  now: number,
): Promise<PeerReviewTable[]> {
  const rows = await db
    .selectFrom('peerReview')
    .selectAll()
    .where('scoredAt', 'is', null)
    .where('source', '=', 'sample')
    .orderBy('openedAt')
    .execute();
  const isMine = ({ reviewerId }: PeerReviewTable): boolean => reviewerId === member.memberId;
  return rows
    .filter((row) => isMine(row) || row.takenAt === null || row.takenAt < now - takenMs)
    .filter((row) => mayReview(row, member, now))
    .sort((one, other) => Number(isMine(other)) - Number(isMine(one)));
}

/** A colleague who might have signed it, has signed nothing of the task and did not give it back. */
function mayReview(
  { kind, siteId, signers, declined }: PeerReviewTable,
  member: Member,
  now: number,
): boolean {
  const barred = [...(JSON.parse(signers) as string[]), ...(JSON.parse(declined) as string[])];
  if (barred.includes(member.memberId)) return false;
  return (['sign', 'review'] as const).some(
    (action) => mayDo(member, action, kind as Kind, siteId, now).allowed,
  );
}

export function scoreOf({ score }: Pick<PeerReviewTable, 'score'>): PeerScore | null {
  return score === null ? null : peerScoreSchema.parse(score);
}

export function changeOf({ change }: Pick<PeerReviewTable, 'change'>): PeerChange | null {
  return change === null ? null : (JSON.parse(change) as PeerChange);
}

/** The exam in a line, as the list names it. */
export function examOf({ modality, studyDescription, bodyPart }: Task): string {
  return `${modality} ${studyDescription || bodyPart}`.trim();
}
