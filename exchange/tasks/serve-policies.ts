/** The policies' part of the contract: the region's administrator reads and changes them; a site's own has not this right. */
import {
  type Policies,
  type PolicyChange,
  type PolicyName,
  type PolicySetting,
  policyNames,
} from '#shared/contract/exchange/policies.ts';
import { ok, type Result } from '#shared/result.ts';
import type { PeerReviewPolicy } from '#shared/study/peer-review.ts';
import { administratorOf } from '../administrator.ts';
import { contract } from '../contract.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readAssignmentPolicy, setAssignmentPolicy } from './assignment-policy.ts';
import { readEscalationPolicy, setEscalationPolicy } from './escalation-policy.ts';
import { readQualityPolicy, setQualityPolicy } from './quality-policy.ts';
import { readReviewPolicy, setReviewPolicy } from './review-policy.ts';
import { readSignaturePolicy, setSignaturePolicy } from './signature-policy.ts';
import { readSites } from './site-of-rule.ts';

const shownChanges = 100;

export interface PeerReviewPolicies {
  readonly readPeerReview: (db: ExchangeDatabase) => Promise<PeerReviewPolicy>;
  readonly setPeerReview: (
    deps: Parts,
    memberId: string,
    policy: PeerReviewPolicy,
    basedOn: number,
  ) => Promise<Result<PeerReviewPolicy>>;
}

export function servePolicies(deps: Parts & PeerReviewPolicies) {
  const os = contract.policies;
  return {
    read: os.read.handler(async ({ context: { caller } }) => {
      const administrator = caller.ok ? administratorOf(caller.value) : caller;
      return administrator.ok ? ok(await readPolicies(deps)) : administrator;
    }),
    set: os.set.handler(async ({ input, context: { caller } }) => {
      const administrator = caller.ok ? administratorOf(caller.value) : caller;
      if (!administrator.ok) return administrator;
      const kept = await setPolicy(deps, administrator.value, input);
      return kept.ok ? ok({ done: true as const }) : kept;
    }),
  };
}

function setPolicy(
  deps: Parts & PeerReviewPolicies,
  memberId: string,
  given: PolicySetting,
): Promise<Result<unknown>> {
  const { policy, document, basedOn } = given;
  switch (policy) {
    case 'review':
      return setReviewPolicy(deps, memberId, document, basedOn);
    case 'escalation':
      return setEscalationPolicy(deps, memberId, document, basedOn);
    case 'assignment':
      return setAssignmentPolicy(deps, memberId, document, basedOn);
    case 'quality':
      return setQualityPolicy(deps, memberId, document, basedOn);
    case 'signature':
      return setSignaturePolicy(deps, memberId, document, basedOn);
    case 'peerReview':
      return deps.setPeerReview(deps, memberId, document, basedOn);
  }
}

async function readPolicies({ db, readPeerReview }: Parts & PeerReviewPolicies): Promise<Policies> {
  const people = await db
    .selectFrom('member')
    .select('name')
    .where('type', '=', 'person')
    .where('rights', '!=', '[]')
    .orderBy('name')
    .execute();
  const sites = await readSites(db);
  const changes = await readChanges(db);
  const newestOf = (policy: PolicyName) => changes.find((one) => one.policy === policy)?.changeId ?? 0;
  return {
    review: await readReviewPolicy(db),
    escalation: await readEscalationPolicy(db),
    assignment: await readAssignmentPolicy(db),
    quality: await readQualityPolicy(db),
    peerReview: await readPeerReview(db),
    signature: await readSignaturePolicy(db),
    newest: Object.fromEntries(policyNames.map((name) => [name, newestOf(name)])) as Policies['newest'],
    sites: sites.map(({ memberId, name }) => ({ siteId: memberId, name })),
    readers: people.map(({ name }) => name),
    changes: changes.slice(0, shownChanges),
  };
}

async function readChanges(db: ExchangeDatabase): Promise<PolicyChange[]> {
  const rows = await db
    .selectFrom('policyChange')
    .leftJoin('member', 'member.memberId', 'policyChange.memberId')
    .select(['changeId', 'policy', 'document', 'setAt', 'member.name as memberName'])
    .orderBy('changeId')
    .execute();
  const standing = new Map<string, string>();
  const changes = rows.map(({ setAt, policy, document, ...row }) => {
    const before = standing.get(policy) ?? '';
    standing.set(policy, document);
    const name = policy.replace(/Policy$/, '') as PolicyName;
    return { ...row, policy: name, at: setAt, document, before };
  });
  return changes.reverse();
}
