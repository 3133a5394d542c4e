/**
 * Commits small synchronous writes in groups: all that wait when the last group is on the disk share one transaction and
 * one fsync. On a fast disk a group is one write; on a slow one it grows by itself, since arrivals gather meanwhile.
 * The fsync of the log is SQLite's own (`synchronous=FULL`) done beside the program: sockets are served meanwhile.
 */
import type Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';

export type GroupCommit = <T>(work: () => T) => Promise<T>;

interface Waiting {
  readonly run: () => void;
  readonly settle: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** `query` is only asked for its turn on the shared connection, so that no open transaction is joined by accident. */
export function createGroupCommit<Tables>(deps: {
  sqlite: Sqlite.Database;
  query: Kysely<Tables>;
  /** Makes the write-ahead log durable; a group is answered after it. */
  syncLog: () => Promise<void>;
  /** The disk is full: makes room if it can, and says whether it is worth another try. */
  onFull?: () => boolean;
}): GroupCommit {
  let waiting: Waiting[] = [];
  let working = false;
  /** What the last sync of the log failed with, until the log has begun anew. */
  let brokenBy: { readonly reason: unknown } | null = null;

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      let committed: readonly Waiting[] = [];
      await deps.query.connection().execute(async () => {
        const group = waiting;
        waiting = [];
        beginLogAnew();
        if (brokenBy === null) committed = commitTogether(deps, group);
        else for (const one of group) one.refuse(brokenBy.reason);
      });
      await settle(committed);
      // At once: who writes past the groups would write behind the gap as well.
      if (brokenBy !== null) await deps.query.connection().execute(async () => beginLogAnew());
    }
    working = false;
  }

  /** What a failed sync leaves is in the tables, but nobody was told that it is kept. */
  async function settle(committed: readonly Waiting[]): Promise<void> {
    if (committed.length === 0) return;
    try {
      await deps.syncLog();
      for (const one of committed) one.settle();
    } catch (reason) {
      brokenBy = { reason };
      for (const one of committed) one.refuse(reason);
    }
  }

  /**
   * Frames whose sync failed may be missing on the disk although the kernel calls them written, and after a power cut the log
   * would end at them, whatever was synced behind. So their pages go into the database, are synced there, and the log is
   * emptied. Where that fails, or somebody still reads from the log, it stays broken and nothing is committed.
   */
  function beginLogAnew(): void {
    if (brokenBy === null) return;
    try {
      const [done] = deps.sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (done?.busy === 0) brokenBy = null;
    } catch (reason) {
      brokenBy = { reason };
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      let value: { readonly made: ReturnType<typeof work> } | null = null;
      waiting.push({
        run: () => {
          value = { made: work() };
        },
        settle: () => {
          if (value !== null) resolve(value.made);
        },
        refuse: reject,
      });
      if (working) return;
      working = true;
      setImmediate(() => {
        commitAll().catch((error: unknown) => {
          working = false;
          const group = waiting;
          waiting = [];
          for (const one of group) one.refuse(error);
        });
      });
    });
}

/** One bad write must not refuse its neighbours: after a failed group each write is tried by itself. Gives what is committed. */
function commitTogether(
  deps: { readonly sqlite: Sqlite.Database; readonly onFull?: () => boolean },
  group: readonly Waiting[],
): readonly Waiting[] {
  try {
    commitUnsynced(deps.sqlite, group);
    return group;
  } catch (error) {
    const full = (error as { code?: unknown }).code === 'SQLITE_FULL';
    if (full && deps.onFull?.() === true) return commitTogether(deps, group);
    if (group.length > 1) return group.flatMap((one) => commitTogether(deps, [one]));
    group[0]?.refuse(error);
    return [];
  }
}

/** In WAL mode NORMAL differs from FULL only by the sync of the log after a commit, which `syncLog` does. */
function commitUnsynced(sqlite: Sqlite.Database, group: readonly Waiting[]): void {
  sqlite.exec('PRAGMA synchronous = NORMAL');
  try {
    sqlite.transaction(() => {
      for (const one of group) one.run();
    })();
  } finally {
    sqlite.exec('PRAGMA synchronous = FULL');
  }
}
