/** Access tokens: short-lived, random, kept only as their SHA-256. */
import { randomBytes } from 'node:crypto';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';

/** How long a sign-in lasts without being renewed, in ms. */
export const tokenLifeMs = 15 * 60_000;
const prefix = 'yza_';

export function isAccessToken(token: string): boolean {
  return token.startsWith(prefix);
}

/** Writes a new token for a person, bound to the station it was asked from. */
export async function makeAccessToken(
  trx: ExchangeTransaction,
  owner: { readonly memberId: string; readonly stationId: string | null },
  now: number,
): Promise<{ accessToken: string; expiresAt: number }> {
  const accessToken = `${prefix}${randomBytes(32).toString('base64url')}`;
  const expiresAt = now + tokenLifeMs;
  await trx
    .insertInto('accessToken')
    .values({ tokenHash: sha256Of(accessToken), ...owner, issuedAt: now, expiresAt })
    .execute();
  return { accessToken, expiresAt };
}
