/** The duty roster, the skills and the weights: data that an administrator sets. */
import { ok, type Result } from '#shared/result.ts';
import { type AssignmentPolicy, assignmentPolicySchema } from '#shared/study/assignment.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readSites, withSiteIds } from './site-of-rule.ts';

export async function readAssignmentPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<AssignmentPolicy> {
  return (await readPolicy<AssignmentPolicy>(db, 'assignmentPolicy')) ?? assignmentPolicySchema.parse({});
}

/**
 * Replaces the policy from now on; who is named need not be a member yet, sites given by name are kept by their ids. Fails with
 * site-unknown or policy-changed.
 */
export async function setAssignmentPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: AssignmentPolicy,
  basedOn?: number,
): Promise<Result<AssignmentPolicy>> {
  return deps.write(async (trx, now) => {
    const sites = await readSites(trx);
    const roster: AssignmentPolicy['roster'] = [];
    for (const entry of policy.roster) {
      const skills = withSiteIds(sites, entry.skills);
      if (!skills.ok) return skills;
      roster.push({ ...entry, skills: skills.value });
    }
    const detail = roster.map(({ name, from, to, group }) => `${name} ${from}-${to} ${group}`).join(', ');
    const act = 'assignment-policy-set';
    const set = { ...policy, roster };
    const given = { policy: set, memberId, at: now, act, detail, basedOn };
    const kept = await keepPolicy(trx, 'assignmentPolicy', given);
    return kept.ok ? ok(set) : kept;
  });
}
