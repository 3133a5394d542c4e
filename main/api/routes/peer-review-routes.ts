/** peerReview.*: asked of the exchange in the person's own name; the log is an administrator's. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { PeerReviewActs } from '../../compose/peer-review-acts.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';
import { askInName } from '../ask-in-name.ts';
import { administratorOf } from './devices-routes.ts';

export function peerReviewRoutes({
  client: { peerReview },
  isLinked,
  acts,
}: {
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
  readonly acts: PeerReviewActs;
}) {
  const os = station.peerReview;
  return {
    mine: os.mine.handler(({ context }) =>
      askInName(watcherOf(context), isLinked, (options) => peerReview.mine(undefined, options)),
    ),
    next: os.next.handler(({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      return askInName(actor, isLinked, (options) => acts.next(actor.value, input.commandId, options));
    }),
    study: os.study.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.study(actor.value, input.reviewId) : actor;
    }),
    decline: os.decline.handler(({ input, context }) =>
      askInName(actorOf(context), isLinked, (options) => peerReview.decline(input, options)),
    ),
    score: os.score.handler(({ input, context }) =>
      askInName(actorOf(context), isLinked, (options) => peerReview.score(input, options)),
    ),
    answer: os.answer.handler(({ input, context }) =>
      askInName(actorOf(context), isLinked, (options) => peerReview.answer(input, options)),
    ),
    board: os.board.handler(({ input, context }) =>
      askInName(administratorOf(context), isLinked, (options) => peerReview.board(input, options)),
    ),
  };
}
