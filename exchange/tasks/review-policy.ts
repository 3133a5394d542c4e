/** Where two doctors are required, by kind, site and hour: data that an administrator sets. */
import { ok, type Result } from '#shared/result.ts';
import type { ReviewPolicy } from '#shared/study/review.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, withSiteIds } from './site-of-rule.ts';

export async function readReviewPolicy(db: ExchangeDatabase | ExchangeTransaction): Promise<ReviewPolicy> {
  return (await readPolicy<ReviewPolicy>(db, 'reviewPolicy')) ?? { rules: [] };
}

/** Replaces the policy for tasks that open from now on; sites given by name are kept by their ids. Fails with site-unknown or policy-changed. */
export async function setReviewPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: ReviewPolicy,
  basedOn?: number,
): Promise<Result<ReviewPolicy>> {
  return deps.write(async (trx, now) => {
    const named = withSiteIds(await readSites(trx), policy.rules);
    if (!named.ok) return named;
    const rules = named.value;
    const detail = rules.map(({ kind, site, from, to }) => `${kind} ${site} ${from}-${to}`).join(', ');
    const act = 'review-policy-set';
    const given = { policy: { rules }, memberId, at: now, act, detail, basedOn };
    const kept = await keepPolicy(trx, 'reviewPolicy', given);
    if (!kept.ok) return kept;
    return ok({ rules });
  });
}
