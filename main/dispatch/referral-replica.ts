/** The replica of the exchange's referrals at this station: what its screen shows, also while the link is down. */
import type { Referral } from '#shared/study/referral.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ReferralReplica {
  readonly get: (referralId: string) => Referral | null;
  readonly all: () => readonly Referral[];
  /** Inside a commit. */
  readonly write: (referral: Referral) => void;
  /** Into memory, after the commit. Answers what was known before; undefined when the snapshot is not newer. */
  readonly take: (referral: Referral) => Referral | null | undefined;
}

export function createReferralReplica({ sqlite }: StationDatabase): ReferralReplica {
  const insert = sqlite.prepare(
    `INSERT INTO referralReplica VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE excluded.seq >= referralReplica.seq`,
  );
  const referrals = new Map<string, Referral>();
  for (const body of sqlite.prepare<[], string>('SELECT body FROM referralReplica').pluck().all()) {
    const referral = JSON.parse(body) as Referral;
    referrals.set(referral.referralId, referral);
  }
  return {
    get: (referralId) => referrals.get(referralId) ?? null,
    all: () => [...referrals.values()],
    write: (referral) => {
      insert.run(referral.referralId, referral.seq, JSON.stringify(referral));
    },
    take: (referral) => {
      const before = referrals.get(referral.referralId) ?? null;
      if (before !== null && before.seq >= referral.seq) return undefined;
      referrals.set(referral.referralId, referral);
      return before;
    },
  };
}
