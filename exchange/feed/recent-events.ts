/**
 * The end of the feed in memory: what was committed is read once, however many hundred stations follow. Numbers are given inside of
 * transactions that run one at a time, so that nothing appears before what was read already.
 */
import type { FeedChange } from '#shared/contract/exchange/feed.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { Caller } from '../parts.ts';
import { type FeedPage, feedHead, readFeed } from './read-feed.ts';
import { changeFor, mayView, visibleSites } from './visible-sites.ts';

export interface RecentEvents {
  /** Takes in what was committed since; callers at the same time share one reading. */
  readonly refresh: () => Promise<void>;
  /** At most `limit` events after `after`, from memory where it reaches back so far. */
  readonly read: (caller: Caller, after: number, limit: number) => Promise<FeedPage>;
}

interface Recent {
  readonly seq: number;
  readonly at: number;
  readonly siteId: string;
  readonly change: FeedChange;
}

const kept = 1_000;
const atOnce = 500;

export function createRecentEvents(db: ExchangeDatabase): RecentEvents {
  let events: Recent[] = [];
  /** Number of the last event that is known; null before the first look. */
  let head: number | null = null;
  let reading: Promise<void> | null = null;
  let again: Promise<void> | null = null;

  async function look(): Promise<void> {
    // What was there before is rarely asked for: it is read from the table.
    head ??= await feedHead(db);
    for (let more = true; more; ) {
      const rows = await db
        .selectFrom('event')
        .selectAll()
        .where('seq', '>', head)
        .orderBy('seq')
        .limit(atOnce)
        .execute();
      events.push(...rows.map((row) => ({ ...row, change: JSON.parse(row.change) as FeedChange })));
      head = rows.at(-1)?.seq ?? head;
      more = rows.length === atOnce;
    }
    if (events.length > kept) events = events.slice(-kept / 2);
  }

  function begin(): Promise<void> {
    const looking = look().finally(() => {
      if (reading === looking) reading = null;
    });
    reading = looking;
    return looking;
  }

  return {
    // One that runs may have begun before the commit: whoever comes then waits for the next one.
    refresh: () => {
      if (reading === null) return begin();
      again ??= reading
        .catch(() => undefined)
        .then(() => {
          again = null;
          return begin();
        });
      return again;
    },
    read: async (caller, after, limit) => {
      const first = events[0]?.seq ?? (head ?? 0) + 1;
      if (head === null || after < first - 1) return readFeed(db, caller, after, limit);
      const view = visibleSites(caller);
      const page: FeedPage = { events: [], upTo: Math.max(after, head) };
      const from = events.findLastIndex((event) => event.seq <= after) + 1;
      for (const event of events.slice(from)) {
        if (event.siteId !== '' && !mayView(view, event.siteId)) continue;
        const change = changeFor(caller, event.change);
        if (change === null) continue;
        page.events.push({ seq: event.seq, at: event.at, siteId: event.siteId as never, change });
        if (page.events.length === limit) return { ...page, upTo: event.seq };
      }
      return page;
    },
  };
}
