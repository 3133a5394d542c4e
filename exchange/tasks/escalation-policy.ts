/** Whom the escalation ladder calls, by kind and site: data that an administrator sets from the command line. */

import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { EscalationPolicy } from '#shared/study/escalation.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

export async function readEscalationPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<EscalationPolicy> {
  const row = await db.selectFrom('escalationPolicy').select('document').executeTakeFirst();
  return row === undefined ? { rules: [] } : (JSON.parse(row.document) as EscalationPolicy);
}

/**
 * Replaces the policy; sites given by name are kept by their ids, and every running task is looked at again. Fails with
 * site-unknown, or escalation-order where the rungs of a rule do not rise.
 */
export async function setEscalationPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: EscalationPolicy,
): Promise<Result<EscalationPolicy>> {
  return deps.write(async (trx, now) => {
    const sites = await trx
      .selectFrom('member')
      .select(['memberId', 'name'])
      .where('type', '=', 'site')
      .execute();
    const rules: EscalationPolicy['rules'] = [];
    for (const rule of policy.rules) {
      const { sound, room, leader, phones } = rule.percent;
      if (!(sound < room && room < leader && leader < phones)) {
        return fail(failure('escalation-order', { percent: `${sound} ${room} ${leader} ${phones}` }));
      }
      const site = rule.site === '*' ? '*' : siteIdOf(sites, rule.site);
      if (site === null) return fail(failure('site-unknown', { site: rule.site }));
      rules.push({ ...rule, site });
    }
    const row = { policyId: 1 as const, document: JSON.stringify({ rules }), setAt: now, memberId };
    await trx
      .insertInto('escalationPolicy')
      .values(row)
      .onConflict((conflict) => conflict.column('policyId').doUpdateSet(row))
      .execute();
    await trx.updateTable('task').set({ lookAt: 0 }).where('lookAt', 'is not', null).execute();
    const detail = rules.map((rule) => `${rule.kind} ${rule.site} ${rule.leader?.name ?? '-'}`).join(', ');
    await appendAudit(trx, {
      at: now,
      memberId,
      stationId: null,
      act: 'escalation-policy-set',
      success: true,
      object: 'exchange',
      detail,
    });
    return ok({ rules });
  });
}

function siteIdOf(
  sites: readonly { readonly memberId: string; readonly name: string }[],
  given: string,
): string | null {
  return sites.find((site) => site.memberId === given || site.name === given)?.memberId ?? null;
}
