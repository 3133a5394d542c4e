/** The window's only door out: the station's contract over the same origin (pipe behind the shell's scheme, or loopback HTTP). */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import i18next from 'i18next';
import type { stationContract } from '#shared/contract/index.ts';
import { type Failure, failure, type Language, translateFailure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';

export type StationClient = ContractRouterClient<typeof stationContract>;

const link = new RPCLink({ url: `${window.location.origin}/rpc` });

export const station: StationClient = createORPCClient(link);

/** A call that did not reach the station, or broke its contract, as a Failure like any other. */
export function callFailure(error: unknown): Failure {
  // Chromium's words for a call that nobody answered.
  if (error instanceof TypeError && error.message === 'Failed to fetch')
    return failure('station-unreachable');
  return failure('internal', { detail: error instanceof Error ? error.message : String(error) });
}

/** Thrown by `unwrap` so that React Query keeps it; shown by `FailureNote`. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(given: Failure) {
    super(given.message);
    this.failure = given;
  }
}

/** Waits for a Result and unwraps it; a Failure is thrown as FailureError. */
export async function unwrap<T>(pending: Promise<Result<T>>): Promise<T> {
  let result: Result<T>;
  try {
    result = await pending;
  } catch (error) {
    throw new FailureError(callFailure(error));
  }
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}

/** In the language of the window, whoever made it. */
export function failureOf(error: unknown): Failure {
  const given = error instanceof FailureError ? error.failure : callFailure(error);
  return translateFailure(given, i18next.language as Language);
}
