/** Which algorithm a site's reports are signed with: data that an administrator sets. */
import { ok, type Result } from '#shared/result.ts';
import type { SignaturePolicy } from '#shared/study/signature.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, withSiteIds } from './site-of-rule.ts';

export async function readSignaturePolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<SignaturePolicy> {
  return (await readPolicy<SignaturePolicy>(db, 'signaturePolicy')) ?? { rules: [] };
}

/** Replaces the policy for tasks that open from now on; sites given by name are kept by their ids. Fails with site-unknown or policy-changed. */
export async function setSignaturePolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: SignaturePolicy,
  basedOn?: number,
): Promise<Result<SignaturePolicy>> {
  return deps.write(async (trx, now) => {
    const named = withSiteIds(await readSites(trx), policy.rules);
    if (!named.ok) return named;
    const rules = named.value;
    const detail = rules.map(({ site, algorithm }) => `${site} ${algorithm}`).join(', ');
    const act = 'signature-policy-set';
    const given = { policy: { rules }, memberId, at: now, act, detail, basedOn };
    const kept = await keepPolicy(trx, 'signaturePolicy', given);
    return kept.ok ? ok({ rules }) : kept;
  });
}
