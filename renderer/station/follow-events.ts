/** Follows the station's one event stream of this window; starts again by itself and says so while it is gone. */
import type { StationEvent } from '#shared/contract/events.ts';
import { station } from './client.ts';

const pauses = [200, 500, 1000, 2000, 3000] as const;

/** Calls `onEvent` for each event and `onGap` when the stream breaks (what was missed must be read again). */
export function followEvents(onEvent: (event: StationEvent) => void, onGap: () => void): () => void {
  const stopping = new AbortController();
  let failures = 0;

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const events = await station.events.subscribe(undefined, { signal: stopping.signal });
        for await (const event of events) {
          failures = 0;
          onEvent(event);
        }
      } catch {
        // The stream broke: reconnecting below is the answer to it.
      }
      if (stopping.signal.aborted) return;
      onGap();
      const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 3000;
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  void run();
  return () => stopping.abort();
}
