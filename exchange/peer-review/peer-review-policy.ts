/** How many final reports are drawn for peer review: data that an administrator sets. */
import { ok, type Result } from '#shared/result.ts';
import { type PeerReviewPolicy, standardPeerReviewPolicy } from '#shared/study/peer-review.ts';
import { keepPolicy, readPolicy } from '../database/keep-policy.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';

export async function readPeerReviewPolicy(
  db: ExchangeDatabase | ExchangeTransaction,
): Promise<PeerReviewPolicy> {
  return (await readPolicy<PeerReviewPolicy>(db, 'peerReviewPolicy')) ?? standardPeerReviewPolicy;
}

/** Holds for reports that are signed from now on. Fails with policy-changed. */
export async function setPeerReviewPolicy(
  deps: Pick<Parts, 'write'>,
  memberId: string,
  policy: PeerReviewPolicy,
  basedOn?: number,
): Promise<Result<PeerReviewPolicy>> {
  return deps.write(async (trx, now) => {
    const act = 'peer-review-policy-set';
    const detail = `${policy.percent} %`;
    const kept = await keepPolicy(trx, 'peerReviewPolicy', {
      policy,
      memberId,
      at: now,
      act,
      detail,
      basedOn,
    });
    return kept.ok ? ok(policy) : kept;
  });
}
