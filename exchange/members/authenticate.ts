/** Finds out who calls from the bearer token, and from the person's token a station adds. */
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { sha256Of } from '../database/sha256.ts';
import type { Caller, Parts } from '../parts.ts';
import { isAccessToken } from './access-tokens.ts';
import type { CheckPassword } from './check-password.ts';
import { findMemberRow, type MemberRow, memberOfRow } from './read-member.ts';
import { memberOfSecret } from './secrets.ts';

export interface Credentials {
  /** Authorization header without `Bearer `; null when there is none. */
  readonly bearer: string | null;
  /** x-yuanzhen-person. */
  readonly person: string | null;
}

export type Authenticate = (credentials: Credentials) => Promise<Result<Caller>>;

/** Fails with not-signed-in, token-expired, station-unknown, wrong-password or account-locked. */
export function createAuthenticate(deps: Parts & { readonly checkPassword: CheckPassword }): Authenticate {
  return async ({ bearer, person }) => {
    if (bearer === null || bearer === '') return fail(failure('not-signed-in'));
    if (isAccessToken(bearer)) return await byAccessToken(deps, bearer, null);
    const row = await bySecret(deps, bearer);
    if (!row.ok) return row;
    const member = memberOfRow(row.value, deps.region().simulation);
    if (member.type === 'person') {
      return ok({ person: member, station: null, callerId: member.memberId, tokenHash: null });
    }
    // A site's own secret acts as a station that stands there.
    const station = member.type === 'site' ? siteAsStation(member) : member;
    if (person === null || person === '') {
      return ok({ person: null, station, callerId: station.memberId, tokenHash: null });
    }
    return await byAccessToken(deps, person, station);
  };
}

function siteAsStation(site: NonNullable<Caller['station']>): NonNullable<Caller['station']> {
  return {
    ...site,
    siteId: site.memberId as unknown as NonNullable<typeof site.siteId>,
    siteName: site.name,
  };
}

async function bySecret(
  deps: Parts & { readonly checkPassword: CheckPassword },
  secret: string,
): Promise<Result<MemberRow>> {
  const memberId = memberOfSecret(secret);
  const row = memberId === null ? null : await findMemberRow(deps.db, { memberId });
  const isStation = /^yz[st]_/.test(secret);
  if (row === null) return fail(failure(isStation ? 'station-unknown' : 'wrong-password'));
  const checked = await deps.checkPassword(row, secret);
  if (!checked.ok && isStation && checked.failure.code === 'wrong-password') {
    return fail(failure('station-unknown'));
  }
  return checked;
}

async function byAccessToken(
  deps: Parts,
  token: string,
  station: Caller['station'],
): Promise<Result<Caller>> {
  const tokenHash = sha256Of(token);
  const found = await deps.db
    .selectFrom('accessToken')
    .select(['memberId', 'stationId', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
  if (found === undefined || found.expiresAt <= deps.clock.now()) return fail(failure('token-expired'));
  if (station !== null && found.stationId !== null && found.stationId !== station.memberId) {
    return fail(failure('token-expired'));
  }
  const row = await findMemberRow(deps.db, { memberId: found.memberId });
  if (row === null) return fail(failure('not-signed-in') satisfies Failure);
  const person = memberOfRow(row, deps.region().simulation);
  return ok({ person, station, callerId: (station ?? person).memberId, tokenHash });
}
