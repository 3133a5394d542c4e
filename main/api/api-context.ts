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

/** The person at the window; fails as `watcherOf` does. Counts as a sign of life for the idle lock. */
export function actorOf(context: ApiContext): Result<Actor> {
  const actor = watcherOf(context);
  if (actor.ok) context.session.actedAt = performance.now();
  return actor;
}

/**
 * The same for calls that a window makes by itself, such as lists it brings up to date: nobody need be there. Fails with
 * not-signed-in or session-locked, with right-missing for who audits: he sees what was done and nothing of the cases.
 */
export function watcherOf(context: ApiContext): Result<Actor> {
  const actor = seatedOf(context.session);
  return actor.ok && audits(actor.value) ? fail(failure('right-missing', { right: 'clinical' })) : actor;
}

/** The auditor at the window; fails with not-signed-in, session-locked or right-missing. */
export function auditorOf(context: ApiContext): Result<Actor> {
  const actor = personOf(context);
  if (!actor.ok) return actor;
  return audits(actor.value) ? actor : fail(failure('right-missing', { right: 'auditor' }));
}

/** Whoever sits there, for what is the window's own; fails with not-signed-in or session-locked. */
export function personOf({ session }: ApiContext): Result<Actor> {
  const actor = seatedOf(session);
  if (actor.ok) session.actedAt = performance.now();
  return actor;
}

/** Whether somebody sits there who may see patients' data. */
export function seesCases({ actor, locked }: Pick<WindowSession, 'actor' | 'locked'>): boolean {
  return actor !== null && !locked && !audits(actor);
}

function audits({ member }: Actor): boolean {
  return member.offices.includes('auditor');
}

function seatedOf({ actor, locked }: WindowSession): Result<Actor> {
  if (actor === null) return fail(failure('not-signed-in'));
  return locked ? fail(failure('session-locked')) : ok(actor);
}
