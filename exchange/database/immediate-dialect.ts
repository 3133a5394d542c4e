/** Kysely on SQLite whose transactions take the write lock at once, so that two processes never deadlock midway. */
import Sqlite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, SqliteDialect, SqliteDriver } from 'kysely';

/** How long another process (`member add`) may hold the write lock before a transaction gives up, in ms. */
const patienceMs = 15_000;
const lookAgainMs = 10;

class ImmediateDriver extends SqliteDriver {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database: keepPrepared(database) });
    this.#database = database;
  }

  /** Waits without blocking: SQLite's own busy timeout would stop everything else this process does. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const timeout = this.#database.pragma('busy_timeout', { simple: true });
      this.#database.pragma('busy_timeout = 0');
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const isBusy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
        if (!isBusy || Date.now() > until) throw error;
      } finally {
        this.#database.pragma(`busy_timeout = ${Number(timeout)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
  }
}

/** Texts of queries whose statement is kept; lists of many lengths make many texts. */
const mostPrepared = 500;

/** Compiling a query costs SQLite as much as most of ours take to run. */
function keepPrepared(database: Sqlite.Database) {
  const prepared = new Map<string, Sqlite.Statement>();
  return {
    close: () => database.close(),
    prepare: (text: string) => {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      if (prepared.size >= mostPrepared) prepared.clear();
      const statement = database.prepare(text);
      prepared.set(text, statement);
      return statement;
    },
  };
}

/** A deferred `begin` that turns into a write fails with SQLITE_BUSY_SNAPSHOT, which no busy timeout waits for. */
export class ImmediateDialect extends SqliteDialect {
  readonly #database: Sqlite.Database;

  constructor(database: Sqlite.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): ImmediateDriver {
    return new ImmediateDriver(this.#database);
  }
}
