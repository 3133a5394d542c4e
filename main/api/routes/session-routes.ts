/** session.*: who sits at this window. */
import type { PracticeAccount, Session, StationInfo } from '#shared/contract/session.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../../audit/actor.ts';
import { station } from '../api-context.ts';
import type { WindowSession } from '../window-sessions.ts';

export interface SessionRoutesDeps {
  readonly info: () => StationInfo;
  readonly signIn: (
    name: string,
    password: string,
  ) => Promise<Result<{ readonly actor: Actor; readonly expiresAt: number | null }>>;
  readonly signOut: (actor: Actor) => Promise<void>;
  /** Opens the person's key by PIN or password: unsealing is the check. */
  readonly checkSecret: (memberId: string, secret: string) => Promise<Result<unknown>>;
  readonly setPin: (memberId: string, password: string, pin: string) => Promise<Result<void>>;
  readonly keyFacts: (memberId: string) => { readonly hasSigningKey: boolean; readonly hasPin: boolean };
  readonly practiceAccounts: () => Promise<PracticeAccount[]>;
  readonly onChanged: (session: WindowSession, reason: 'signed-out' | 'locked' | null) => void;
}

export function sessionRoutes(deps: SessionRoutesDeps) {
  const done = ok({ done: true as const });

  function describe(session: WindowSession): Session | null {
    if (session.actor === null) return null;
    const { member } = session.actor;
    const { expiresAt, locked } = session;
    return { member, expiresAt, locked, ...deps.keyFacts(member.memberId) };
  }

  function described(session: WindowSession): Result<Session> {
    const value = describe(session);
    return value === null ? fail(failure('not-signed-in')) : ok(value);
  }

  return {
    station: station.session.station.handler(() => ok(deps.info())),
    current: station.session.current.handler(({ context }) => ok(describe(context.session))),
    signIn: station.session.signIn.handler(async ({ input, context }) => {
      const { session } = context;
      const signedIn = await deps.signIn(input.name, input.password);
      if (!signedIn.ok) return signedIn;
      takeSeat(session, signedIn.value.actor, signedIn.value.expiresAt);
      deps.onChanged(session, null);
      return described(session);
    }),
    signOut: station.session.signOut.handler(async ({ context }) => {
      const { actor } = context.session;
      context.session.actor = null;
      context.session.locked = false;
      if (actor !== null) {
        deps.onChanged(context.session, 'signed-out');
        await deps.signOut(actor);
      }
      return done;
    }),
    lock: station.session.lock.handler(({ context }) => {
      if (context.session.actor === null) return fail(failure('not-signed-in'));
      context.session.locked = true;
      deps.onChanged(context.session, 'locked');
      return done;
    }),
    unlock: station.session.unlock.handler(async ({ input, context }) => {
      const { session } = context;
      if (session.actor === null) return fail(failure('not-signed-in'));
      const opened = await deps.checkSecret(session.actor.member.memberId, input.secret);
      if (!opened.ok) return opened;
      session.locked = false;
      session.actedAt = performance.now();
      deps.onChanged(session, null);
      return described(session);
    }),
    setPin: station.session.setPin.handler(async ({ input, context }) => {
      const { session } = context;
      if (session.actor === null) return fail(failure('not-signed-in'));
      const set = await deps.setPin(session.actor.member.memberId, input.password, input.pin);
      return set.ok ? described(session) : set;
    }),
    practiceAccounts: station.session.practiceAccounts.handler(async () => ok(await deps.practiceAccounts())),
  };
}

/** Seats a person at a window. */
export function takeSeat(session: WindowSession, actor: Actor, expiresAt: number | null): void {
  session.actor = actor;
  session.expiresAt = expiresAt;
  session.locked = false;
  session.actedAt = performance.now();
}
