/** A reviewer who knows the case or whose report it is gives it back: it goes to another, and never to him again. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { runCommand } from '../audit/run-command.ts';
import type { Caller, Parts } from '../parts.ts';
import { noteChange, readReview } from './review-rows.ts';

/** Fails with not-signed-in, or peer-review-gone where it is not his to give back. */
export async function declineReview(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly reviewId: string },
): Promise<Result<{ readonly done: true }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const { commandId, reviewId } = input;
  const spec = { caller, act: 'peer-review-declined', commandId, input, object: reviewId };
  return runCommand(deps, spec, async (trx) => {
    const row = await readReview(trx, reviewId);
    if (row?.source !== 'sample' || row.reviewerId !== person.memberId || row.scoredAt !== null) {
      return fail(failure('peer-review-gone'));
    }
    const declined = JSON.stringify([...(JSON.parse(row.declined) as string[]), person.memberId]);
    await trx
      .updateTable('peerReview')
      .set({ reviewerId: null, takenAt: null, declined })
      .where('reviewId', '=', reviewId)
      .execute();
    await noteChange(trx);
    return ok({ done: true as const });
  });
}
