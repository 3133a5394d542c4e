/** Fetches the region's list of revoked certificates while there is a link; the PDFs that are signed here carry it. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { keepSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';

export const revocationListSetting = 'revocationList';

/** Without an answer the one that is kept stays: an older exchange has none to give. */
export async function fetchRevocationList(
  client: ExchangeClient,
  database: StationDatabase,
  accessToken: string,
): Promise<void> {
  const answer = await client.members
    .revocationList(undefined, { context: { person: accessToken } })
    .catch(() => null);
  if (answer?.ok === true) await keepSetting(database, revocationListSetting, answer.value);
}
