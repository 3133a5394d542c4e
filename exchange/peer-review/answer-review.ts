/** The author has read what was said of his report, with a word of his own or none: it stands beside the score in the log. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { seriousScore } from '#shared/study/peer-review.ts';
import { runCommand } from '../audit/run-command.ts';
import type { Caller, Parts } from '../parts.ts';
import { noteChange, readReview } from './review-rows.ts';

/** Fails with not-signed-in, or peer-review-gone where nothing was told to him or he has answered. */
export async function answerReview(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly reviewId: string; readonly text: string },
): Promise<Result<{ readonly done: true }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const { commandId, reviewId, text } = input;
  const spec = { caller, act: 'peer-review-answered', commandId, input, object: reviewId, detail: text };
  return runCommand(deps, spec, async (trx, now) => {
    const row = await readReview(trx, reviewId);
    const isTold = row !== null && row.authorId === person.memberId && (row.score ?? 0) >= seriousScore;
    if (!isTold || row.answeredAt !== null) return fail(failure('peer-review-gone'));
    await trx
      .updateTable('peerReview')
      .set({ answer: text, answeredAt: now })
      .where('reviewId', '=', reviewId)
      .execute();
    await noteChange(trx);
    return ok({ done: true as const });
  });
}
