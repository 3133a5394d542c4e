/** The feed by number: what a caller may see after a cursor. Serves both the socket and plain HTTP. */
import type { FeedChange, FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { SiteId } from '#shared/study/ids.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { Caller } from '../parts.ts';
import { changeFor, visibleSites } from './visible-sites.ts';

export interface FeedPage {
  readonly events: FeedEvent[];
  /** Number of the last event that was looked at, seen or not: where to go on from. */
  readonly upTo: number;
}

export async function feedHead(db: ExchangeDatabase): Promise<number> {
  const last = await db.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return last?.seq ?? 0;
}

/** At most `limit` events after `after`, in order. */
export async function readFeed(
  db: ExchangeDatabase,
  caller: Caller,
  after: number,
  limit: number,
): Promise<FeedPage> {
  const view = visibleSites(caller);
  let query = db.selectFrom('event').selectAll().where('seq', '>', after).orderBy('seq').limit(limit);
  if (view !== '*') query = query.where('siteId', 'in', [...view, '']);
  const head = await feedHead(db);
  const rows = await query.execute();
  const events: FeedEvent[] = [];
  for (const row of rows) {
    const change = changeFor(caller, JSON.parse(row.change) as FeedChange);
    if (change !== null) events.push({ seq: row.seq, at: row.at, siteId: row.siteId as SiteId, change });
  }
  const last = rows.at(-1)?.seq ?? after;
  return { events, upTo: rows.length < limit ? Math.max(head, last, after) : last };
}
