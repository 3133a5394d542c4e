/** Where a final report needs a score of the images before it: data that an administrator sets from the command line. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { QualityPolicy } from '#shared/study/quality.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, siteOfRule } from './site-of-rule.ts';

export async function readQualityPolicy(db: ExchangeDatabase | ExchangeTransaction): Promise<QualityPolicy> {
  return (await readPolicy<QualityPolicy>(db, 'qualityPolicy')) ?? { rules: [] };
}

/** Replaces the policy for tasks that open from now on; sites given by name are kept by their ids. Fails with site-unknown. */
export async function setQualityPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: QualityPolicy,
): Promise<Result<QualityPolicy>> {
  return deps.write(async (trx, now) => {
    const sites = await readSites(trx);
    const rules: QualityPolicy['rules'] = [];
    for (const rule of policy.rules) {
      const site = siteOfRule(sites, rule.site);
      if (site === null) return fail(failure('site-unknown', { site: rule.site }));
      rules.push({ ...rule, site });
    }
    const detail = rules.map(({ kind, site }) => `${kind} ${site}`).join(', ');
    const act = 'quality-policy-set';
    const kept = await keepPolicy(trx, 'qualityPolicy', {
      policy: { rules },
      memberId,
      at: now,
      act,
      detail,
    });
    return kept.ok ? ok({ rules }) : kept;
  });
}
