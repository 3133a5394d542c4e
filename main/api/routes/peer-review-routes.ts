/** peerReview.*: asked of the exchange in the person's own name; the log is an administrator's. */

import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { PeerReviewActs } from '../../compose/peer-review-acts.ts';
import { type ApiContext, actorOf, station, watcherOf } from '../api-context.ts';
import { askInName, type InName } from '../ask-in-name.ts';
import { administratorOf } from './devices-routes.ts';

const cuts: ReadonlySet<string> = new Set(['link-lost', 'exchange-unreachable']);

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
  /** A score waits in no outbox: who gives it is told so. */
  async function give<T>(
    context: ApiContext,
    call: (options: InName) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const given = await askInName(actorOf(context), isLinked, call);
    const isCut = !given.ok && cuts.has(given.failure.code);
    return isCut ? fail(failure('peer-needs-link')) : given;
  }
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
      give(context, (options) => peerReview.decline(input, options)),
    ),
    score: os.score.handler(({ input, context }) =>
      give(context, (options) => peerReview.score(input, options)),
    ),
    answer: os.answer.handler(({ input, context }) =>
      give(context, (options) => peerReview.answer(input, options)),
    ),
    board: os.board.handler(({ input, context }) =>
      askInName(administratorOf(context), isLinked, (options) => peerReview.board(input, options)),
    ),
  };
}
