/** A window without a screen: enters hosted mode by the one-time token, keeps the cookie, speaks the station's contract. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { stationContract } from '#shared/contract/index.ts';
import type { Result } from '#shared/result.ts';

export type StationClient = ContractRouterClient<typeof stationContract>;

export interface WindowClient {
  readonly station: StationClient;
  readonly origin: string;
  /** `name=value` of the session, to open the same window in a browser. */
  readonly cookie: string;
  /** GET of a same-origin path with the window's cookie. */
  get(path: string): Promise<Response>;
  /** POST of bytes with the window's cookie. */
  post(path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response>;
}

/** Enters by `http://127.0.0.1:PORT/?token=…` as a browser would. */
export async function openWindow(address: string): Promise<WindowClient> {
  const { origin } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`No cookie from ${origin}: ${entered.status} ${await entered.text()}`);
  const headers = { cookie, origin };
  const link = new RPCLink({ url: `${origin}/rpc`, headers: () => headers });
  return {
    station: createORPCClient(link),
    origin,
    cookie,
    get: (path) => fetch(origin + path, { headers }),
    post: (path, body, extra) =>
      fetch(origin + path, { method: 'POST', body, headers: { ...headers, ...extra } }),
  };
}

/** The value of a Result, or a throw that says what failed. */
export async function unwrap<T>(pending: Promise<Result<T>>): Promise<T> {
  const result = await pending;
  if (!result.ok)
    throw new Error(`${result.failure.code}: ${result.failure.message} ${result.failure.remedy}`);
  return result.value;
}

/** Asks until the answer is there; throws what it last saw when it is not there in time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  limitMs = 60_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  let last: unknown = null;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `Waited ${limitMs} ms for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
