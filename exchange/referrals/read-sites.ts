/** The sites of the region as they address each other: tier, telephone, chest-pain centre. */
import type { SiteId } from '#shared/study/ids.ts';
import type { AddressedSite } from '#shared/study/site-tier.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

/** In the order they were enrolled. */
export async function readSites(db: ExchangeDatabase | ExchangeTransaction): Promise<AddressedSite[]> {
  const rows = await db
    .selectFrom('member')
    .select(['memberId', 'name', 'tier', 'phone', 'chestPain'])
    .where('type', '=', 'site')
    .orderBy('createdAt')
    .execute();
  return rows.map(({ memberId, chestPain, ...site }) => ({
    ...site,
    siteId: memberId as SiteId,
    chestPain: chestPain === 1,
  }));
}
