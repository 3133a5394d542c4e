/** Referrals of this station's site as it knows them, the newest first. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListedReferral } from '#shared/contract/referrals.ts';
import { useSession } from '../../state/session-store.ts';
import { station, unwrap } from '../../station/client.ts';

export function useReferrals() {
  return useQuery({
    queryKey: ['referrals'],
    queryFn: async () => (await unwrap(station.referrals.list())).referrals,
    placeholderData: keepPreviousData,
  });
}

/** Which side of a referral this window is: the sender's, the receiver's, or neither. */
export function useSide(): (referral: ListedReferral) => 'from' | 'to' | null {
  const siteId = useSession((state) => state.info?.siteId ?? null);
  return ({ from, to }) => (to.siteId === siteId ? 'to' : from.siteId === siteId ? 'from' : null);
}
