/** The worklist as the station lists it, kept fresh by its events. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WorklistTab } from '#shared/contract/worklist.ts';
import type { Kind } from '#shared/study/kind.ts';
import { setExchangeNow } from '../../state/exchange-clock.ts';
import { station, unwrap } from '../../station/client.ts';

export function useWorklist(tab: WorklistTab, search: string, kind: Kind | null) {
  return useQuery({
    queryKey: ['worklist', tab, search, kind],
    queryFn: async () => {
      const list = await unwrap(station.worklist.list({ tab, search, kind }));
      setExchangeNow(list.now);
      return list;
    },
    placeholderData: keepPreviousData,
    // Events keep it fresh; this catches what a broken stream missed.
    refetchInterval: 15_000,
  });
}
