/** Where two doctors are required, by kind, site and hour: data that an administrator sets from the command line. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReviewPolicy } from '#shared/study/review.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

export async function readReviewPolicy(db: ExchangeDatabase | ExchangeTransaction): Promise<ReviewPolicy> {
  const row = await db.selectFrom('reviewPolicy').select('document').executeTakeFirst();
  return row === undefined ? { rules: [] } : (JSON.parse(row.document) as ReviewPolicy);
}

/** Replaces the policy for tasks that open from now on; sites given by name are kept by their ids. Fails with site-unknown. */
export async function setReviewPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: ReviewPolicy,
): Promise<Result<ReviewPolicy>> {
  return deps.write(async (trx, now) => {
    const rules: ReviewPolicy['rules'] = [];
    for (const rule of policy.rules) {
      if (rule.site === '*') {
        rules.push(rule);
        continue;
      }
      const found = await trx
        .selectFrom('member')
        .select('memberId')
        .where('type', '=', 'site')
        .where((term) => term.or([term('memberId', '=', rule.site), term('name', '=', rule.site)]))
        .executeTakeFirst();
      if (found === undefined) return fail(failure('site-unknown', { site: rule.site }));
      rules.push({ ...rule, site: found.memberId });
    }
    const row = { policyId: 1 as const, document: JSON.stringify({ rules }), setAt: now, memberId };
    await trx
      .insertInto('reviewPolicy')
      .values(row)
      .onConflict((conflict) => conflict.column('policyId').doUpdateSet(row))
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId,
      stationId: null,
      act: 'review-policy-set',
      success: true,
      object: 'exchange',
      detail: rules.map(({ kind, site, from, to }) => `${kind} ${site} ${from}-${to}`).join(', '),
    });
    return ok({ rules });
  });
}
