/** Who this station is in the region, as the exchange last said; remembered, so that it is known without a link. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Member, Region } from '#shared/contract/exchange/members.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface Identity {
  readonly member: Member;
  readonly region: Region;
}

export interface StationIdentity {
  readonly current: () => Identity | null;
  /** Asks the exchange; keeps what was known when it cannot be reached. */
  readonly refresh: () => Promise<void>;
  readonly noteRegion: (region: Region) => void;
}

export function createStationIdentity(deps: {
  readonly database: StationDatabase;
  readonly client: ExchangeClient;
}): StationIdentity {
  let known = readSetting<Identity>(deps.database, 'identity');
  return {
    current: () => known,
    refresh: async () => {
      const answer = await deps.client.members.whoAmI();
      if (!answer.ok) return;
      known = answer.value;
      await keepSetting(deps.database, 'identity', known);
    },
    noteRegion: (region) => {
      if (known !== null) known = { ...known, region };
    },
  };
}
