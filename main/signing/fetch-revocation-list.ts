/** The region's list of revoked certificates, fetched at sign-in and again whenever it is an hour old; the PDFs that are signed here carry it. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { ok, type Result } from '#shared/result.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { checkRevocationList } from './check-revocation-list.ts';

export interface RevocationListDeps {
  readonly client: ExchangeClient;
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
  /** PEM of the region's authority as this station knows it; null before its first contact. */
  readonly authority: () => string | null;
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
/** True from the first list that was refused until one is taken: it is asked for every half minute, and told once. */
const refusedSetting = 'revocationListRefused';
/** So long a certificate that was revoked may still sign here; the exchange refuses it at once. */
export const freshForMs = 3_600_000;

/**
 * Without an answer the one that is kept stays: an older exchange has none to give. So it does when what comes is not the
 * authority's: fails with revocation-list-untrusted, and the audit tells it.
 */
export async function fetchRevocationList(
  deps: RevocationListDeps,
  accessToken: string,
): Promise<Result<void>> {
  const { database } = deps;
  const answer = await deps.client.members
    .revocationList(undefined, { context: { person: accessToken } })
    .catch(() => null);
  const authority = deps.authority();
  if (answer?.ok !== true || authority === null) return ok(undefined);
  const { list } = answer.value;
  const checked = checkRevocationList(Buffer.from(list, 'base64'), keptRevocationList(database), authority);
  const wasRefused = readSetting<boolean>(database, refusedSetting) === true;
  if (wasRefused === checked.ok) await keepSetting(database, refusedSetting, !checked.ok);
  if (checked.ok) await keepSetting(database, setting, { list, fetchedAt: deps.now() });
  else if (!wasRefused) {
    const { code, params } = checked.failure;
    const detail = `${code} ${params?.detail ?? ''}`;
    await deps.audit.record({
      memberId: null,
      act: 'took-revocation-list',
      success: false,
      object: '',
      detail,
    });
  }
  return checked;
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
