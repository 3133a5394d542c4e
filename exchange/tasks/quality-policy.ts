/** Where a final report needs a score of the images before it: data that an administrator sets. */
import { ok, type Result } from '#shared/result.ts';
import type { QualityPolicy } from '#shared/study/quality.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, withSiteIds } from './site-of-rule.ts';

export async function readQualityPolicy(db: ExchangeDatabase | ExchangeTransaction): Promise<QualityPolicy> {
  return (await readPolicy<QualityPolicy>(db, 'qualityPolicy')) ?? { rules: [] };
}

/** Replaces the policy for tasks that open from now on; sites given by name are kept by their ids. Fails with site-unknown or policy-changed. */
export async function setQualityPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: QualityPolicy,
  basedOn?: number,
): Promise<Result<QualityPolicy>> {
  return deps.write(async (trx, now) => {
    const named = withSiteIds(await readSites(trx), policy.rules);
    if (!named.ok) return named;
    const rules = named.value;
    const detail = rules.map(({ kind, site }) => `${kind} ${site}`).join(', ');
    const act = 'quality-policy-set';
    const given = { policy: { rules }, memberId, at: now, act, detail, basedOn };
    const kept = await keepPolicy(trx, 'qualityPolicy', given);
    return kept.ok ? ok({ rules }) : kept;
  });
}
