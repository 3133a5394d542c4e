/** policies.*: the rules of the region; every call is an administrator's, asked of the exchange in his own name. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import { type ApiContext, station } from '../api-context.ts';
import { administratorOf } from './devices-routes.ts';

export function policiesRoutes(deps: { readonly client: ExchangeClient; readonly isLinked: () => boolean }) {
  const os = station.policies;
  async function ask<T>(
    context: ApiContext,
    call: (options: { context: { person: string } }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const actor = administratorOf(context);
    if (!actor.ok) return actor;
    const { token } = actor.value;
    if (!deps.isLinked()) return fail(failure('link-lost'));
    return token === null ? fail(failure('token-expired')) : call({ context: { person: token } });
  }
  const { policies } = deps.client;
  return {
    read: os.read.handler(({ context }) => ask(context, (options) => policies.read(undefined, options))),
    set: os.set.handler(({ input, context }) => ask(context, (options) => policies.set(input, options))),
  };
}
