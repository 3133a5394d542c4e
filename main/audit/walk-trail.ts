/** Walks the station's audit chain: a record that was changed, removed or put in between no longer fits its hash. */

import { chainHash, type TrailRow } from '../database/chain-hash.ts';
import { readSetting } from '../database/keep-setting.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** Hashed in one go; between two pages everything else gets its turn. */
const pageSize = 250;

/** A record that is known, by its number and hash; number 0 and '' before the first. */
export interface TrailHead {
  readonly number: number;
  readonly hash: string;
}

export interface WalkedTrail extends TrailHead {
  /** The first record that does not fit; null when all do. */
  readonly brokenAt: number | null;
}

/** A break somebody found out about: the chain is held from `number` on. */
export interface TrailAnchor extends TrailHead {
  readonly brokenAt: number;
  readonly reason: string;
  /** Exchange time as estimated, milliseconds. */
  readonly at: number;
}

export const trailAnchorsSetting = 'auditAnchors';

/**
 * From `since`, which has to be there still with the same hash, or from the first record; `number` and `hash` are of the last
 * that fits. At a break that an anchor stands for it goes on from the anchor. Ends early, with what was walked, once stopped.
 */
export async function walkTrail(
  database: StationDatabase,
  since: TrailHead | null = null,
  isStopped: () => boolean = () => false,
): Promise<WalkedTrail> {
  const { sqlite } = database;
  const anchors = readSetting<readonly TrailAnchor[]>(database, trailAnchorsSetting) ?? [];
  const page = sqlite.prepare<[number, number], TrailRow>(
    'SELECT * FROM auditRecord WHERE number > ? ORDER BY number LIMIT ?',
  );
  const hashAt = sqlite.prepare<[number], string>('SELECT hash FROM auditRecord WHERE number = ?').pluck();
  let head: TrailHead = since ?? { number: 0, hash: '' };
  if (head.number > 0 && hashAt.get(head.number) !== head.hash) return { ...head, brokenAt: head.number };
  for (;;) {
    const rows = page.all(head.number, pageSize);
    for (const { hash, ...facts } of rows) {
      if (facts.number !== head.number + 1 || hash !== chainHash(head.hash, facts)) {
        const brokenAt = head.number + 1;
        const anchor = anchors.find((one) => one.brokenAt === brokenAt);
        if (anchor === undefined) return { ...head, brokenAt };
        if (hashAt.get(anchor.number) !== anchor.hash) return { ...head, brokenAt: anchor.number };
        head = { number: anchor.number, hash: anchor.hash };
        break;
      }
      head = { number: facts.number, hash };
    }
    if (rows.length === 0 || isStopped()) return { ...head, brokenAt: null };
    await new Promise((resolve) => setImmediate(resolve));
    if (isStopped()) return { ...head, brokenAt: null };
  }
}
