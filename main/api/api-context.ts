/** What a call from a window knows: which window, and who sits there. */
import { implement } from '@orpc/server';
import { stationContract } from '#shared/contract/index.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { WindowSession } from './window-sessions.ts';

export interface ApiContext {
  readonly session: WindowSession;
}

/** The contract as the routes implement it. */
export const station = implement(stationContract).$context<ApiContext>();

/** The person at the window; fails with not-signed-in or session-locked. Counts as a sign of life for the idle lock. */
export function actorOf(context: ApiContext): Result<Actor> {
  const actor = watcherOf(context);
  if (actor.ok) context.session.actedAt = performance.now();
  return actor;
}

/** The same for calls that a window makes by itself, such as lists it brings up to date: nobody need be there. */
export function watcherOf(context: ApiContext): Result<Actor> {
  const { session } = context;
  if (session.actor === null) return fail(failure('not-signed-in'));
  return session.locked ? fail(failure('session-locked')) : ok(session.actor);
}
