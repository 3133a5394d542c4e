/** The duty roster, the skills and the weights: data that an administrator sets from the command line. */
import { ok, type Result } from '#shared/result.ts';
import { type AssignmentPolicy, assignmentPolicySchema } from '#shared/study/assignment.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

export async function readAssignmentPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<AssignmentPolicy> {
  return (await readPolicy<AssignmentPolicy>(db, 'assignmentPolicy')) ?? assignmentPolicySchema.parse({});
}

/** Replaces the policy from now on; who is named need not be a member yet. */
export async function setAssignmentPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: AssignmentPolicy,
): Promise<Result<AssignmentPolicy>> {
  return deps.write(async (trx, now) => {
    const detail = policy.roster
      .map(({ name, from, to, group }) => `${name} ${from}-${to} ${group}`)
      .join(', ');
    const act = 'assignment-policy-set';
    await keepPolicy(trx, 'assignmentPolicy', { policy, memberId, at: now, act, detail });
    return ok(policy);
  });
}
