/** Journey step 5: every change becomes a row with a rising number, in the same transaction as the change. */
import type { FeedChange } from '#shared/contract/exchange/feed.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';

/** The number the next event will have; stable inside the transaction, since writes run one at a time. */
export async function nextSeq(trx: ExchangeTransaction): Promise<number> {
  const last = await trx.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return (last?.seq ?? 0) + 1;
}

/** Appends one event and answers its number. */
export async function appendEvent(
  trx: ExchangeTransaction,
  event: { readonly at: number; readonly siteId: string; readonly change: FeedChange },
): Promise<number> {
  const seq = await nextSeq(trx);
  await trx
    .insertInto('event')
    .values({ seq, at: event.at, siteId: event.siteId, change: JSON.stringify(event.change) })
    .execute();
  return seq;
}
