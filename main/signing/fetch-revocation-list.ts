/** The region's list of revoked certificates, fetched at sign-in and again whenever it is an hour old; the PDFs that are signed here carry it. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface RevocationListDeps {
  readonly client: ExchangeClient;
  readonly database: StationDatabase;
  /** Exchange time as estimated. */
  readonly now: () => number;
}

interface Kept {
  /** DER in base64. */
  readonly list: string;
  /** Exchange time; absent in what an older program kept. */
  readonly fetchedAt?: number;
}

const setting = 'revocationList';
/** So long a certificate that was revoked may still sign here; the exchange refuses it at once. */
export const freshForMs = 3_600_000;

/** Without an answer the one that is kept stays: an older exchange has none to give. */
export async function fetchRevocationList(deps: RevocationListDeps, accessToken: string): Promise<void> {
  const answer = await deps.client.members
    .revocationList(undefined, { context: { person: accessToken } })
    .catch(() => null);
  if (answer?.ok !== true) return;
  await keepSetting(deps.database, setting, { list: answer.value.list, fetchedAt: deps.now() });
}

/** Nothing while the kept one is fresh. */
export async function renewRevocationList(deps: RevocationListDeps, accessToken: string): Promise<void> {
  const fetchedAt = readSetting<Kept>(deps.database, setting)?.fetchedAt;
  if (fetchedAt !== undefined && deps.now() - fetchedAt < freshForMs) return;
  await fetchRevocationList(deps, accessToken);
}

/** DER of the newest that was fetched here; null for none. */
export function keptRevocationList(database: StationDatabase): Uint8Array | null {
  const kept = readSetting<Kept>(database, setting);
  return kept === null ? null : Buffer.from(kept.list, 'base64');
}
