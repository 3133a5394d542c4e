/** Opens the station's one database: index, outbox, worklist replica, drafts and audit lie side by side in it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations.ts';
import { createLogSync } from './sync-log.ts';
import type { StationTables } from './tables.ts';

export interface StationDatabase {
  /** For all queries but the hot path. Inside `query.transaction()` use only the transaction: the outer one hangs. */
  readonly query: Kysely<StationTables>;
  /** For prepared reads, and for writes inside `commit`; a write outside could join somebody else's transaction. */
  readonly sqlite: Sqlite.Database;
  /** Runs a synchronous write durably, together with the others that are waiting; rejects with what `work` threw. */
  readonly commit: GroupCommit;
  /** What is asked for room when a commit finds the disk full; a second try follows when it answers true. */
  readonly setOnFull: (makeRoom: () => boolean) => void;
  readonly close: () => void;
}

/** `synchronous` as SQLite numbers it: a commit is on the disk before it returns. */
const synchronousFull = 2;
export const databaseFile = 'station.sqlite';

/**
 * Opens or makes `folder`/station.sqlite and brings it to this program's tables.
 * Fails with database-too-new, database-damaged or disk-full.
 */
export function openStationDatabase(
  folder: string,
  known: readonly Migration[] = migrations,
): Result<StationDatabase> {
  const path = join(folder, databaseFile);
  let sqlite: Sqlite.Database | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sqlite = new Sqlite(path, { timeout: 5000 });
    setDurable(sqlite);
    const migrated = migrate(sqlite, known);
    if (!migrated.ok) {
      sqlite.close();
      return migrated;
    }
    assertDurable(sqlite);
    return ok(serveDatabase(sqlite, path));
  } catch (error) {
    sqlite?.close();
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    if (code === 'SQLITE_FULL') return fail(failure('disk-full', { path }));
    return fail(failure('database-damaged', { path, detail: String(error), cause: code }));
  }
}

/** WAL would fall to synchronous=NORMAL after the first write: acknowledged commits were lost in a power cut. */
function setDurable(sqlite: Sqlite.Database): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  // Pages that every arrival writes again go into the database once for some hundred arrivals; the log grows to 16 MB.
  sqlite.pragma('wal_autocheckpoint = 4000');
}

/** Writes once and looks again, since the fall to NORMAL happens at the first write. */
function assertDurable(sqlite: Sqlite.Database): void {
  sqlite
    .prepare(
      'INSERT INTO opening (id, openedAt) VALUES (1, ?) ON CONFLICT DO UPDATE SET openedAt = excluded.openedAt',
    )
    .run(Date.now());
  const found = sqlite.pragma('synchronous', { simple: true });
  if (found !== synchronousFull) throw new Error(`synchronous is ${String(found)}, not FULL`);
}

function serveDatabase(sqlite: Sqlite.Database, path: string): StationDatabase {
  let makeRoom = (): boolean => false;
  const query = new Kysely<StationTables>({ dialect: new SqliteDialect({ database: sqlite }) });
  const log = createLogSync(`${path}-wal`);
  return {
    query,
    sqlite,
    commit: createGroupCommit({ sqlite, query, syncLog: log.sync, onFull: () => makeRoom() }),
    setOnFull: (next) => {
      makeRoom = next;
    },
    close: () => {
      log.close();
      sqlite.close();
    },
  };
}
