/**
 * What the station's events put out of date is asked for again: at once, and whatever is told while the answer is on its way once
 * more after it. One signature is half a dozen events; asked for at each of them, a list would keep the line and the window busy,
 * and where events come faster than answers it would never be shown at all.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Between an answer and the next question for the same, ms: shorter than anybody notices. */
const restMs = 100;

export type Renew = (queryKey: QueryKey) => void;

/** For one window's queries; a key stands for all that begin with it. */
export function createRenewal(queries: QueryClient): Renew {
  const asking = new Map<string, { again: boolean }>();
  const ask = async (name: string, queryKey: QueryKey): Promise<void> => {
    const state = { again: true };
    asking.set(name, state);
    while (state.again) {
      // The first answer of all is not asked for anew while it is on its way, and may be older than the event.
      state.again =
        queries.isFetching({ queryKey, predicate: ({ state: { data } }) => data === undefined }) > 0;
      // What cannot be had is shown where it is missing.
      await queries.invalidateQueries({ queryKey }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    asking.delete(name);
  };
  return (queryKey) => {
    const name = JSON.stringify(queryKey);
    const state = asking.get(name);
    if (state === undefined) void ask(name, queryKey);
    else state.again = true;
  };
}
