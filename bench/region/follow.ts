/** One client of the feed over a socket of its own, with the cursor it confirms; counts what came. */
import { io } from 'socket.io-client';
import { contractVersion, type FeedEvent } from '#shared/contract/exchange/feed.ts';

export interface Following {
  /** Events delivered, and of these such as had come before. */
  readonly counts: { events: number; again: number };
  readonly cursor: () => number;
  readonly stop: () => void;
}

/** Answers once it is connected; `onError` hears of every refusal and every lost connection. */
export function follow(given: {
  readonly address: string;
  readonly token: string;
  readonly onEvent: (event: FeedEvent) => void;
  readonly onError: (what: string) => void;
}): Promise<Following> {
  const counts = { events: 0, again: 0 };
  let cursor = 0;
  let stopped = false;
  const socket = io(`${given.address}/feed`, {
    transports: ['websocket'],
    forceNew: true,
    timeout: 30_000,
    auth: (give) => give({ token: given.token, contractVersion, cursor }),
  });
  socket.on('events', (events: readonly FeedEvent[]) => {
    for (const event of events) {
      counts.events += 1;
      if (event.seq <= cursor) counts.again += 1;
      else given.onEvent(event);
      cursor = Math.max(cursor, event.seq);
    }
    socket.emit('cursor', cursor);
  });
  socket.on('connect_error', (error: Error) => given.onError(`feed: ${error.message}`));
  socket.on('disconnect', (reason) => {
    if (!stopped) given.onError(`feed lost: ${reason}`);
  });
  const following: Following = {
    counts,
    cursor: () => cursor,
    stop: () => {
      stopped = true;
      socket.disconnect();
    },
  };
  return new Promise((resolve) => socket.once('connect', () => resolve(following)));
}
