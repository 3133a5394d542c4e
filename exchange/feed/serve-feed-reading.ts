/** The feed's part of the contract: the same events by HTTP, and the exchange's time. */
import { ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { feedHead, readFeed } from './read-feed.ts';

export function serveFeedReading(deps: Parts) {
  return {
    read: contract.feed.read.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const page = await readFeed(deps.db, caller.value, input.after, input.limit);
      return ok({ events: page.events, head: await feedHead(deps.db) });
    }),
    time: contract.feed.time.handler(() => ({ now: deps.clock.now() })),
  };
}
