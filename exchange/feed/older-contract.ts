/** Journey step 6: what a station one contract version older is told: nothing of what it has no word for. */
import type { FeedChange, FeedEvent } from '#shared/contract/exchange/feed.ts';

/** Since which version a change is told. */
const since: Partial<Record<FeedChange['type'], number>> = {
  'referral-changed': 3,
  'consultation-changed': 3,
};

export function knownTo(version: number, { change }: FeedEvent): boolean {
  return version >= (since[change.type] ?? 0);
}
