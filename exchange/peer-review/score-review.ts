/** The score of a drawn report or of an edit, once and for good; only with it the reviewer hears whose report it was. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { needsNote, type PeerVerdict } from '#shared/study/peer-review.ts';
import { runCommand } from '../audit/run-command.ts';
import type { Caller, Parts } from '../parts.ts';
import { noteChange, readReview } from './review-rows.ts';

/** Fails with not-signed-in, peer-review-gone where it is not the caller's to score, or peer-note-missing. */
export async function scoreReview(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly reviewId: string; readonly verdict: PeerVerdict },
): Promise<Result<{ readonly authorName: string }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const { commandId, reviewId, verdict } = input;
  const { score, significant, note } = verdict;
  const detail = `${score}${significant ? ' significant' : ''}`;
  const spec = { caller, act: 'peer-reviewed', commandId, input, object: reviewId, detail };
  return runCommand(deps, spec, async (trx, now) => {
    const row = await readReview(trx, reviewId);
    if (row === null || row.reviewerId !== person.memberId || row.scoredAt !== null) {
      return fail(failure('peer-review-gone'));
    }
    if (needsNote(row.source, score) && note === '') return fail(failure('peer-note-missing', { score }));
    await trx
      .updateTable('peerReview')
      .set({ score, significant: significant ? 1 : 0, note, scoredAt: now })
      .where('reviewId', '=', reviewId)
      .execute();
    await noteChange(trx);
    const author = await trx
      .selectFrom('member')
      .select('name')
      .where('memberId', '=', row.authorId)
      .executeTakeFirst();
    return ok({ authorName: author?.name ?? row.authorId });
  });
}
