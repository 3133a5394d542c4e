/** The station's way to ask the exchange: oRPC calls and object transfers, both in the station's own name. */
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ExchangeCallContext, ExchangeClient } from '#shared/contract/exchange/client.ts';
import { type Failure, failure } from '#shared/failure.ts';

export interface ExchangeAccess {
  /** http(s)://host:port, without a slash at the end. */
  readonly address: string;
  readonly token: string;
  /** Never throws: an exchange that cannot be reached is a failure exchange-unreachable or link-lost. */
  readonly client: ExchangeClient;
  /** HTTP in the station's name to a path of the exchange (or an absolute URL below its address). */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
}

/** A call without an answer for so long is given up, in ms; large bodies go through `fetch`. */
const longestCallMs = 20_000;

export function createExchangeAccess(address: string, token: string): ExchangeAccess {
  const link = new RPCLink<ExchangeCallContext>({
    url: `${address}/rpc`,
    headers: ({ context }) => ({
      authorization: `Bearer ${token}`,
      ...(context.person === undefined ? {} : { 'x-yuanzhen-person': context.person }),
    }),
    fetch: (request, init) =>
      fetch(request, {
        ...init,
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(longestCallMs)]),
      }),
    interceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          return { ok: false, failure: explain(error, address) };
        }
      },
    ],
  });
  return {
    address,
    token,
    client: createORPCClient(link) as ExchangeClient,
    fetch: (path, init = {}) => {
      const url = new URL(path, `${address}/`);
      if (url.origin !== new URL(address).origin) throw new Error(`Not the exchange: ${url.origin}`);
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { ...init, headers });
    },
  };
}

/** What a thrown call means to a person. */
function explain(error: unknown, address: string): Failure {
  if (error instanceof ORPCError) {
    if (error.code === 'UNAUTHORIZED') return failure('station-unknown');
    return failure(error.code === 'BAD_REQUEST' ? 'invalid-input' : 'exchange-unreachable', {
      address,
      detail: `${error.code}: ${error.message}`,
    });
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  return failure('exchange-unreachable', { address, detail: code ?? String(cause) });
}
