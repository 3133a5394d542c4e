/** Peer review's part of the contract: each sees what is his to score or to answer, the region's administrator the log. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { administratorOf } from '../administrator.ts';
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { answerReview } from './answer-review.ts';
import { declineReview } from './decline-review.ts';
import { nextReview } from './next-review.ts';
import { ownReviews } from './own-reviews.ts';
import { peerBoard } from './peer-board.ts';
import { scoreReview } from './score-review.ts';

export function servePeerReview(deps: Parts) {
  const os = contract.peerReview;
  return {
    mine: os.mine.handler(async ({ context: { caller } }) => {
      if (!caller.ok) return caller;
      const { person } = caller.value;
      return person === null ? fail(failure('not-signed-in')) : ok(await ownReviews(deps, person));
    }),
    next: os.next.handler(({ input, context: { caller } }) =>
      caller.ok ? nextReview(deps, caller.value, input) : caller,
    ),
    decline: os.decline.handler(({ input, context: { caller } }) =>
      caller.ok ? declineReview(deps, caller.value, input) : caller,
    ),
    score: os.score.handler(({ input, context: { caller } }) =>
      caller.ok ? scoreReview(deps, caller.value, input) : caller,
    ),
    answer: os.answer.handler(({ input, context: { caller } }) =>
      caller.ok ? answerReview(deps, caller.value, input) : caller,
    ),
    board: os.board.handler(async ({ input, context: { caller } }) => {
      const administrator = caller.ok ? administratorOf(caller.value) : caller;
      return administrator.ok ? ok(await peerBoard(deps.db, input)) : administrator;
    }),
  };
}
