/** Whom the escalation ladder calls, by kind and site: data that an administrator sets. */

import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { EscalationPolicy } from '#shared/study/escalation.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, withSiteIds } from './site-of-rule.ts';

export async function readEscalationPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<EscalationPolicy> {
  return (await readPolicy<EscalationPolicy>(db, 'escalationPolicy')) ?? { rules: [] };
}

/**
 * Replaces the policy; sites given by name are kept by their ids, and every running task is looked at again. Fails with
 * site-unknown, escalation-order where the rungs of a rule do not rise, or policy-changed.
 */
export async function setEscalationPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: EscalationPolicy,
  basedOn?: number,
): Promise<Result<EscalationPolicy>> {
  return deps.write(async (trx, now) => {
    for (const { percent } of policy.rules) {
      const { sound, room, leader, phones } = percent;
      if (!(sound < room && room < leader && leader < phones)) {
        return fail(failure('escalation-order', { percent: `${sound} ${room} ${leader} ${phones}` }));
      }
    }
    const named = withSiteIds(await readSites(trx), policy.rules);
    if (!named.ok) return named;
    const rules = named.value;
    const detail = rules.map((rule) => `${rule.kind} ${rule.site} ${rule.leader?.name ?? '-'}`).join(', ');
    const act = 'escalation-policy-set';
    const given = { policy: { rules }, memberId, at: now, act, detail, basedOn };
    const kept = await keepPolicy(trx, 'escalationPolicy', given);
    if (!kept.ok) return kept;
    await trx.updateTable('task').set({ lookAt: 0 }).where('lookAt', 'is not', null).execute();
    return ok({ rules });
  });
}
