/** What sessions need beside the windows: sign-in, tokens renewed in time, the idle lock, the practice region's accounts. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { StationEvent } from '#shared/contract/events.ts';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { PracticeAccount } from '#shared/contract/session.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { takeSeat } from '../api/routes/session-routes.ts';
import type { WindowSession, WindowSessions } from '../api/window-sessions.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { renewRevocationList } from '../signing/fetch-revocation-list.ts';
import type { KeyStore } from '../signing/key-store.ts';
import { type SignedIn, type SignInDeps, signInPerson } from '../signing/sign-in-person.ts';

export interface SessionActsDeps extends SignInDeps {
  readonly client: ExchangeClient;
  readonly keys: KeyStore;
  readonly audit: AuditTrail;
  readonly sessions: WindowSessions;
  readonly isSimulation: () => boolean;
  readonly signInFile: string | null;
  readonly publish: (event: StationEvent, windowId: string) => void;
  /** A window without an act of its person for so long is locked, in ms; null never. */
  readonly idleLockMs: number | null;
}

const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      title: z.string(),
      site: z.string().nullable(),
      password: z.string(),
      pin: z.string(),
    }),
  ),
});

const lookEveryMs = 30_000;
/** Tokens live a quarter of an hour; renewed with a third of it left. */
const renewBeforeMs = 6 * 60_000;

export function createSessionActs(deps: SessionActsDeps) {
  const signIn = (name: string, password: string): Promise<Result<SignedIn>> =>
    signInPerson(deps, name, password);

  async function setPin(memberId: string, password: string, pin: string): Promise<Result<void>> {
    const opened = await deps.keys.unsealByPassword(memberId, password);
    if (!opened.opened) return fail(failure(opened.why === 'absent' ? 'key-missing' : 'wrong-password'));
    await deps.keys.setPin(memberId, opened.pkcs8, pin);
    await deps.audit.record({ memberId, act: 'set-pin', success: true, object: memberId });
    return ok(undefined);
  }

  /** Accounts with their made passwords: only a practice region has the file, and only there it is shown. */
  async function practiceAccounts(): Promise<PracticeAccount[]> {
    if (deps.signInFile === null || !deps.isSimulation()) return [];
    try {
      return accountsSchema.parse(JSON.parse(await readFile(deps.signInFile, 'utf8'))).accounts;
    } catch {
      return [];
    }
  }

  async function signInAs(session: WindowSession, name: string): Promise<void> {
    const account = await findAccount(name);
    if (account === null) return;
    const signedIn = await signIn(account.name, account.password);
    if (!signedIn.ok) return;
    const { memberId } = signedIn.value.actor.member;
    if (!deps.keys.hasPin(memberId)) await setPin(memberId, account.password, account.pin);
    takeSeat(session, signedIn.value.actor, signedIn.value.expiresAt);
  }

  async function findAccount(name: string): Promise<PracticeAccount | null> {
    if (deps.signInFile === null) return null;
    const text = await readFile(deps.signInFile, 'utf8').catch(() => '');
    const parsed = text === '' ? null : accountsSchema.safeParse(JSON.parse(text));
    return parsed?.data?.accounts.find((one) => one.name === name) ?? null;
  }

  async function signOut(actor: Actor): Promise<void> {
    const { memberId } = actor.member;
    await deps.audit.record({ memberId, act: 'signed-out', success: true, object: memberId });
    if (actor.token !== null) await deps.client.members.signOut({}, { context: { person: actor.token } });
  }

  async function look(): Promise<void> {
    // No window waits for the exchange's answer about another one before it is locked.
    for (const session of deps.sessions.all()) {
      const idle = performance.now() - session.actedAt;
      if (session.actor === null || deps.idleLockMs === null || session.locked || idle <= deps.idleLockMs)
        continue;
      session.locked = true;
      deps.publish({ type: 'session', reason: 'locked' }, session.windowId);
    }
    for (const session of deps.sessions.all()) {
      const { actor, expiresAt } = session;
      if (actor === null || actor.token === null || expiresAt === null) continue;
      await renewRevocationList(deps, actor.token);
      if (expiresAt - deps.now() > renewBeforeMs) continue;
      const renewed = await deps.client.members.renew(undefined, { context: { person: actor.token } });
      if (session.actor !== actor) continue;
      if (renewed.ok) {
        session.actor = { member: renewed.value.member, token: renewed.value.accessToken };
        session.expiresAt = renewed.value.expiresAt;
      } else if (renewed.failure.code === 'token-expired' && deps.now() > expiresAt) {
        // Reading and signing go on without it; what needs the exchange asks for a new sign-in.
        session.actor = { member: actor.member, token: null };
        deps.publish({ type: 'session', reason: 'expired' }, session.windowId);
      }
    }
  }

  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  return { signIn, setPin, practiceAccounts, signInAs, signOut, look, stop: () => clearInterval(timer) };
}
