/** Sign-in of a person, renewal and sign-out: tokens live 15 minutes. */
import type { z } from 'zod';
import type { Member, signInSchema } from '#shared/contract/exchange/members.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { SignaturePolicy } from '#shared/study/signature.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { readPolicy } from '../database/keep-policy.ts';
import type { Caller, Parts } from '../parts.ts';
import { makeAccessToken } from './access-tokens.ts';
import type { CheckPassword } from './check-password.ts';
import { findMemberRow, memberOfRow } from './read-member.ts';

export type SignedIn = z.infer<typeof signInSchema>;
type Deps = Parts & { readonly checkPassword: CheckPassword };

/** Through a station the token is bound to it. Fails with wrong-password or account-locked. */
export async function signIn(
  deps: Deps,
  caller: Result<Caller>,
  input: { readonly name: string; readonly password: string },
): Promise<Result<SignedIn>> {
  const row = await findMemberRow(deps.db, { type: 'person', name: input.name });
  const checked = await deps.checkPassword(row, input.password);
  if (!checked.ok) return checked;
  const station = caller.ok ? caller.value.station : null;
  return hand(
    deps,
    memberOfRow(checked.value, deps.region().simulation),
    station?.memberId ?? null,
    'signed-in',
  );
}

/** A new token while the old one is valid; the old one ends by itself. */
export async function renewSignIn(deps: Parts, caller: Caller): Promise<Result<SignedIn>> {
  if (caller.person === null) return fail(failure('not-signed-in'));
  return hand(deps, caller.person, caller.station?.memberId ?? null, 'renewed');
}

export async function signOut(deps: Parts, caller: Caller): Promise<Result<{ done: true }>> {
  return deps.write(async (trx, now) => {
    if (caller.tokenHash !== null) {
      await trx.deleteFrom('accessToken').where('tokenHash', '=', caller.tokenHash).execute();
    }
    await appendAudit(trx, {
      at: now,
      memberId: caller.person?.memberId ?? null,
      stationId: caller.station?.memberId ?? null,
      act: 'signed-out',
      success: true,
      object: caller.callerId,
      detail: '',
    });
    return ok({ done: true as const });
  });
}

async function hand(
  deps: Parts,
  member: Member,
  stationId: string | null,
  act: string,
): Promise<Result<SignedIn>> {
  return deps.write(async (trx, now) => {
    await trx.deleteFrom('accessToken').where('expiresAt', '<', now).execute();
    const token = await makeAccessToken(trx, { memberId: member.memberId, stationId }, now);
    await appendAudit(trx, {
      at: now,
      memberId: member.memberId,
      stationId,
      act,
      success: true,
      object: member.memberId,
      detail: '',
    });
    const signatures = await readPolicy<SignaturePolicy>(trx, 'signaturePolicy');
    const asksSm2 = signatures?.rules.some(({ algorithm }) => algorithm === 'SM2') === true;
    return ok({
      ...token,
      member,
      region: deps.region(),
      ...(asksSm2 ? { asksSm2: true as const } : {}),
    });
  });
}
