/** Sites as the rules of a policy name them: by id, by name, or `*` for every one. */
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

export interface NamedSite {
  readonly memberId: string;
  readonly name: string;
}

export async function readSites(db: ExchangeDatabase | ExchangeTransaction): Promise<NamedSite[]> {
  return db
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('type', '=', 'site')
    .orderBy('name')
    .execute();
}

/** The id of the site that is named, or `*`; null where there is none such. */
export function siteOfRule(sites: readonly NamedSite[], given: string): string | null {
  if (given === '*') return '*';
  return sites.find((site) => site.memberId === given || site.name === given)?.memberId ?? null;
}
