/**
 * Commits small synchronous writes in groups: all that wait when the connection is free share one transaction and
 * one fsync. On a fast disk a group is one write; on a slow one it grows by itself, since arrivals gather meanwhile.
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
  /** The disk is full: makes room if it can, and says whether it is worth another try. */
  onFull?: () => boolean;
}): GroupCommit {
  let waiting: Waiting[] = [];
  let working = false;

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      await deps.query.connection().execute(async () => {
        const group = waiting;
        waiting = [];
        commitTogether(deps, group);
      });
    }
    working = false;
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

/** One bad write must not refuse its neighbours: after a failed group each write is tried by itself. */
function commitTogether(
  deps: { readonly sqlite: Sqlite.Database; readonly onFull?: () => boolean },
  group: readonly Waiting[],
): void {
  try {
    deps.sqlite.transaction(() => {
      for (const one of group) one.run();
    })();
  } catch (error) {
    const full = (error as { code?: unknown }).code === 'SQLITE_FULL';
    if (full && deps.onFull?.() === true) {
      commitTogether(deps, group);
      return;
    }
    const [only] = group;
    if (only === undefined || group.length === 1) only?.refuse(error);
    else for (const one of group) commitTogether(deps, [one]);
    return;
  }
  for (const one of group) one.settle();
}
