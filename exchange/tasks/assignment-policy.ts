/** The duty roster, the skills and the weights: data that an administrator sets from the command line. */
import { ok, type Result } from '#shared/result.ts';
import { type AssignmentPolicy, assignmentPolicySchema } from '#shared/study/assignment.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

export async function readAssignmentPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<AssignmentPolicy> {
  const row = await db.selectFrom('assignmentPolicy').select('document').executeTakeFirst();
  return row === undefined
    ? assignmentPolicySchema.parse({})
    : (JSON.parse(row.document) as AssignmentPolicy);
}

/** Replaces the policy from now on; who is named need not be a member yet. */
export async function setAssignmentPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: AssignmentPolicy,
): Promise<Result<AssignmentPolicy>> {
  return deps.write(async (trx, now) => {
    const row = { policyId: 1 as const, document: JSON.stringify(policy), setAt: now, memberId };
    await trx
      .insertInto('assignmentPolicy')
      .values(row)
      .onConflict((conflict) => conflict.column('policyId').doUpdateSet(row))
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId,
      stationId: null,
      act: 'assignment-policy-set',
      success: true,
      object: 'exchange',
      detail: policy.roster.map(({ name, from, to, group }) => `${name} ${from}-${to} ${group}`).join(', '),
    });
    return ok(policy);
  });
}
