/** What peer review asks of the person at the window; asked anew when the exchange says that a review has changed. */
import { useQuery } from '@tanstack/react-query';
import { station, unwrap } from '../station/client.ts';
import { useDuty } from './duty-store.ts';
import { useSession } from './session-store.ts';

export function usePeerReviews() {
  const changes = useDuty((state) => state.duty?.peerReviews ?? null);
  const memberId = useSession((state) =>
    state.session?.locked === false ? state.session.member.memberId : null,
  );
  return useQuery({
    queryKey: ['peer-reviews', memberId, changes],
    queryFn: () => unwrap(station.peerReview.mine()),
    enabled: memberId !== null && changes !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // What stood a moment ago of the same person; another's is none of his business.
    placeholderData: (before, query) => (query?.queryKey[1] === memberId ? before : undefined),
  });
}
