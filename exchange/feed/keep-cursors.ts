/**
 * How far each station has come, for one that has forgotten its own. Hundreds confirm every second: they are written together, and
 * what a crash takes of them is told once more.
 */
import type { Parts } from '../parts.ts';

export interface Cursors {
  readonly keep: (memberId: string, cursor: number) => void;
  readonly read: (memberId: string) => Promise<number | null>;
  /** Writes what is not written yet; called at the end as well. */
  readonly flush: () => Promise<void>;
}

const writeAfterMs = 2_000;
const rowsAtOnce = 200;

export function createCursors(deps: Pick<Parts, 'db' | 'clock'>): Cursors {
  let unwritten = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (unwritten.size === 0) return;
    const writing = unwritten;
    unwritten = new Map();
    const at = deps.clock.now();
    const rows = [...writing].map(([memberId, cursor]) => ({ memberId, cursor, at }));
    try {
      await deps.db.transaction().execute(async (trx) => {
        for (let from = 0; from < rows.length; from += rowsAtOnce) {
          await trx
            .insertInto('feedCursor')
            .values(rows.slice(from, from + rowsAtOnce))
            .onConflict((conflict) =>
              conflict.column('memberId').doUpdateSet((term) => ({
                cursor: term.ref('excluded.cursor'),
                at: term.ref('excluded.at'),
              })),
            )
            .execute();
        }
      });
    } catch (error) {
      // A full disk: what came meanwhile is newer.
      unwritten = new Map([...writing, ...unwritten]);
      throw error;
    }
  }

  return {
    flush,
    keep: (memberId, cursor) => {
      unwritten.set(memberId, cursor);
      // The station's own cursor is the one that counts: the next confirmation tries again.
      timer ??= setTimeout(() => void flush().catch(() => undefined), writeAfterMs).unref();
    },
    read: async (memberId) => {
      const known = unwritten.get(memberId);
      if (known !== undefined) return known;
      const kept = await deps.db
        .selectFrom('feedCursor')
        .select('cursor')
        .where('memberId', '=', memberId)
        .executeTakeFirst();
      return kept?.cursor ?? null;
    },
  };
}
