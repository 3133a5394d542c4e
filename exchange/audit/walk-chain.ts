/** Walks the audit chain: a record that was changed, removed or put in between no longer fits its hash. */
import type { ExchangeDatabase } from '../database/open-database.ts';
import { auditHash, firstHash } from './append-audit.ts';

/** Hashed in one go; between two pages everything else gets its turn. */
const pageSize = 250;

export interface ChainHead {
  readonly number: number;
  readonly hash: string;
}

export interface WalkedChain extends ChainHead {
  /** The first record that does not fit; null when all do. */
  readonly brokenAt: number | null;
}

/**
 * From `since`, which has to be there still with the same hash, or from the first record; `number` and `hash` are of the last that
 * fits. At a break that an anchor stands for it goes on from the anchor. Ends early, with what was walked, once it is stopped.
 */
export async function walkChain(
  db: ExchangeDatabase,
  since: ChainHead | null,
  watch: { readonly isStopped: () => boolean; readonly onWalked: (number: number) => void } | null = null,
): Promise<WalkedChain> {
  const anchors = await db.selectFrom('auditAnchor').select(['number', 'hash', 'brokenAt']).execute();
  let head: ChainHead = { number: 0, hash: firstHash };
  /** What the next record has to be, beside fitting the one before. */
  let wanted: ChainHead | null = null;
  if (since !== null && since.number > 0) {
    wanted = since;
    head = { number: since.number - 1, hash: (await hashAt(db, since.number - 1)) ?? firstHash };
  }
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('number', '>', head.number)
      .orderBy('number')
      .limit(pageSize)
      .execute();
    // The end came before the head that was proved: what followed was removed.
    if (rows.length === 0) return { ...head, brokenAt: wanted === null ? null : wanted.number };
    let jumped = false;
    for (const row of rows) {
      const fits =
        row.number === head.number + 1 &&
        row.hash === auditHash(head.hash, row.number, { ...row, success: row.success === 1 }) &&
        (wanted === null || row.hash === wanted.hash);
      if (!fits) {
        const brokenAt = head.number + 1;
        const anchor = anchors.find((one) => one.brokenAt === brokenAt);
        if (anchor === undefined) return { ...head, brokenAt };
        if ((await hashAt(db, anchor.number)) !== anchor.hash) return { ...head, brokenAt: anchor.number };
        head = anchor;
        wanted = null;
        jumped = true;
        break;
      }
      head = { number: row.number, hash: row.hash };
      wanted = null;
    }
    watch?.onWalked(head.number);
    if (watch?.isStopped() || (!jumped && rows.length < pageSize)) return { ...head, brokenAt: null };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function hashAt(db: ExchangeDatabase, number: number): Promise<string | null> {
  const row = await db.selectFrom('audit').select('hash').where('number', '=', number).executeTakeFirst();
  return row?.hash ?? null;
}
