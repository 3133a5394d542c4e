/**
 * Sign-in of a person at this workstation: the exchange judges the password while it can be reached; without a link,
 * unsealing the person's key is the check. The first sign-in makes the key and has it certified.
 */
import type { Member, Region } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { certifyKey } from './certify-key.ts';
import { createKey } from './create-key.ts';
import { fetchRevocationList, keptRevocationList } from './fetch-revocation-list.ts';
import { isRevoked } from './is-revoked.ts';
import type { KeyStore } from './key-store.ts';
import { type FindSignerDeps, findSigner } from './signers/find-signer.ts';
import { holdP256Key } from './signers/p256-key.ts';

export interface SignInDeps extends FindSignerDeps {
  readonly database: StationDatabase;
  readonly keys: KeyStore;
  readonly audit: AuditTrail;
  /** PEM of the region's authority as this station knows it; null before its first contact. */
  readonly authority: () => string | null;
  readonly onRegion: (region: Region) => void;
}

export interface SignedIn {
  readonly actor: Actor;
  /** Exchange time; null when signed in without a link. */
  readonly expiresAt: number | null;
}

const renewBeforeMs = 14 * 24 * 3_600_000;
const lockAfter = 5;
const lockMs = 15 * 60_000;

/** Fails with wrong-password, account-locked, or exchange-unreachable for a person who was never here. */
export async function signInPerson(
  deps: SignInDeps,
  name: string,
  password: string,
): Promise<Result<SignedIn>> {
  const answer = await deps.client.members.signIn({ name, password });
  if (answer.ok) {
    const { accessToken, expiresAt, member, region } = answer.value;
    // Held to the authority known before this answer, which brings one too.
    await fetchRevocationList(deps, accessToken);
    deps.onRegion(region);
    const pkcs8 = await prepareKey(deps, member, accessToken, password);
    if (answer.value.asksSm2 === true) await prepareSm2(deps, { member, token: accessToken }, pkcs8);
    await deps.audit.record({ memberId: member.memberId, act: 'signed-in', success: true, object: name });
    return ok({ actor: { member, token: accessToken }, expiresAt });
  }
  const { code } = answer.failure;
  const offline = code === 'exchange-unreachable' || code === 'link-lost' || code === 'station-unknown';
  const signedIn = offline ? await signInOffline(deps, name, password) : answer;
  await deps.audit.record({
    memberId: signedIn.ok ? signedIn.value.actor.member.memberId : null,
    act: 'signed-in',
    success: signedIn.ok,
    object: name,
    detail: offline ? 'offline' : code,
  });
  return signedIn.ok || deps.keys.findByName(name) !== null ? signedIn : answer;
}

/** Everybody gets a sealed key, since unsealing it is the check without a link; only who may sign has it certified. */
async function prepareKey(
  deps: SignInDeps,
  member: Member,
  accessToken: string,
  password: string,
): Promise<Buffer> {
  const { keys } = deps;
  const opened = await keys.unsealByPassword(member.memberId, password);
  const former = keys.find(member.memberId)?.certificate ?? null;
  const isLost = former !== null && isRevoked(keptRevocationList(deps.database), former);
  let pkcs8 = opened.opened && !isLost ? opened.pkcs8 : null;
  if (pkcs8 === null) {
    // New here, or the password was changed elsewhere: the old seal cannot be opened any more. A revoked key is never certified again.
    const fresh = await createKey();
    await keys.keepNew(member, fresh, password);
    pkcs8 = fresh.pkcs8;
  } else {
    await keys.keepMember(member);
  }
  const row = keys.find(member.memberId);
  const certified = row?.certificate !== null && (row?.notAfter ?? 0) - deps.now() > renewBeforeMs;
  if (row === null || certified || !maySign(member)) return pkcs8;
  const issued = await certifyKey(deps.client, accessToken, member.memberId, holdP256Key(pkcs8));
  // Without it the person reads and writes; the sign dialog says key-missing, and the next sign-in tries again.
  if (issued.ok) {
    await keys.keepCertificate(member.memberId, issued.value.certificate, issued.value.notAfter);
  }
  return pkcs8;
}

/** So that a site's reports can be signed with SM2 also without a link. A token wants its PIN first: its key is certified at its first signature. */
async function prepareSm2(deps: SignInDeps, actor: Actor, pkcs8: Buffer): Promise<void> {
  const certificate = deps.keys.find(actor.member.memberId)?.certificate ?? null;
  if (certificate === null || deps.program?.algorithm === 'SM2') return;
  // Without it the sign dialog says why, and tries again.
  await findSigner(deps, actor, 'SM2', { pkcs8, certificate, secret: '' });
}

function maySign(member: Member): boolean {
  return member.rights.some((right) => right.action !== 'write');
}

async function signInOffline(deps: SignInDeps, name: string, password: string): Promise<Result<SignedIn>> {
  const row = deps.keys.findByName(name);
  if (row === null) return fail(failure('wrong-password'));
  const setting = `wrongPasswords:${row.memberId}`;
  const wrong = readSetting<{ count: number; until: number }>(deps.database, setting) ?? {
    count: 0,
    until: 0,
  };
  if (wrong.until > deps.now()) {
    return fail(failure('account-locked', { minutes: Math.ceil((wrong.until - deps.now()) / 60_000) }));
  }
  const count = wrong.count + 1;
  await keepSetting(deps.database, setting, {
    count: count >= lockAfter ? 0 : count,
    until: count >= lockAfter ? deps.now() + lockMs : 0,
  });
  const opened = await deps.keys.unsealByPassword(row.memberId, password);
  if (!opened.opened) return fail(failure('wrong-password'));
  await keepSetting(deps.database, setting, { count: 0, until: 0 });
  return ok({ actor: { member: row.member, token: null }, expiresAt: null });
}
