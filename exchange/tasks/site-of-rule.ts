/** Sites as the rules of a policy name them: by id, by name, or `*` for every one. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
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

/** The rules with each site by its id. Fails with site-unknown. */
export function withSiteIds<Rule extends { readonly site: string }>(
  sites: readonly NamedSite[],
  rules: readonly Rule[],
): Result<Rule[]> {
  const found: Rule[] = [];
  for (const rule of rules) {
    const site = rule.site === '*' ? '*' : idOf(sites, rule.site);
    if (site === undefined) return fail(failure('site-unknown', { site: rule.site }));
    found.push({ ...rule, site });
  }
  return ok(found);
}

function idOf(sites: readonly NamedSite[], given: string): string | undefined {
  return sites.find((site) => site.memberId === given || site.name === given)?.memberId;
}
