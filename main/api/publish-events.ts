/** The station's events on their way to its windows: one stream for each window, in order. */
import { EventPublisher } from '@orpc/server';
import type { StationEvent } from '#shared/contract/events.ts';

export interface StationEvents {
  /** To every window, or to one. */
  readonly publish: (event: StationEvent, windowId?: string) => void;
  /** Events from the call on, also before the first is asked for. */
  readonly subscribe: (windowId: string, signal: AbortSignal | undefined) => AsyncGenerator<StationEvent>;
}

interface Addressed {
  readonly event: StationEvent;
  readonly windowId: string | null;
}

/** A window that does not read is not waited for; it gets the whole list again when it subscribes anew. */
const mostBuffered = 5000;

export function createStationEvents(): StationEvents {
  const publisher = new EventPublisher<{ event: Addressed }>({ maxBufferedEvents: mostBuffered });
  return {
    publish: (event, windowId) => publisher.publish('event', { event, windowId: windowId ?? null }),
    subscribe: (windowId, signal) => addressedTo(windowId, publisher.subscribe('event', { signal })),
  };
}

async function* addressedTo(
  windowId: string,
  stream: AsyncGenerator<Addressed>,
): AsyncGenerator<StationEvent> {
  for await (const one of stream) {
    if (one.windowId === null || one.windowId === windowId) yield one.event;
  }
}
