/** policies.*: the rules of the region; every call is an administrator's, asked of the exchange in his own name. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { station } from '../api-context.ts';
import { askInName } from '../ask-in-name.ts';
import { administratorOf } from './devices-routes.ts';

export function policiesRoutes({
  client: { policies },
  isLinked,
}: {
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
}) {
  const os = station.policies;
  return {
    read: os.read.handler(({ context }) =>
      askInName(administratorOf(context), isLinked, (options) => policies.read(undefined, options)),
    ),
    set: os.set.handler(({ input, context }) =>
      askInName(administratorOf(context), isLinked, (options) => policies.set(input, options)),
    ),
  };
}
