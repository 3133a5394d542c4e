/** Beside the feed: every connected station is told who is on duty for it, at once and when it changes. Nothing is kept. */
import type { Namespace, Socket } from 'socket.io';
import type { Duty } from '#shared/study/duty.ts';
import type { Caller } from '../parts.ts';

export interface DutyTelling {
  /** Tells those for whom it has changed. */
  readonly tell: () => Promise<void>;
}

/** `prepare` reads what is the same for all; the duty of a site is null while it cannot be known yet. */
export function createDutyTelling(
  feed: Namespace,
  prepare: () => Promise<(siteId: string | null) => Duty | null>,
): DutyTelling {
  const told = new WeakMap<Socket, string>();
  async function tellAll(sockets: Iterable<Socket>): Promise<void> {
    const dutyOf = await prepare();
    const bySite = new Map<string | null, string | null>();
    for (const socket of sockets) {
      const { station } = socket.data.caller as Caller;
      if (station === null) continue;
      if (!bySite.has(station.siteId)) {
        const duty = dutyOf(station.siteId);
        bySite.set(station.siteId, duty === null ? null : JSON.stringify(duty));
      }
      const text = bySite.get(station.siteId) ?? null;
      if (text === null || told.get(socket) === text) continue;
      told.set(socket, text);
      socket.emit('duty', JSON.parse(text));
    }
  }
  return { tell: () => tellAll(feed.sockets.values()) };
}
