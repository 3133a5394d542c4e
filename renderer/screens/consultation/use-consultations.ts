/** Consultations that concern the person at this window, the newest first. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import { useSession } from '../../state/session-store.ts';
import { station, unwrap } from '../../station/client.ts';

const none: readonly ListedConsultation[] = [];

export function useConsultations(): readonly ListedConsultation[] {
  const memberId = useSession((state) => state.session?.member.memberId);
  const listed = useQuery({
    queryKey: ['consultations', memberId],
    queryFn: async () => (await unwrap(station.consultations.list())).consultations,
    placeholderData: keepPreviousData,
  });
  return listed.data ?? none;
}
