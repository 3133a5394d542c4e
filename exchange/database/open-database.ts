/** Opens the exchange's database durably: WAL with synchronous=FULL, asserted after a write, and migrated. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, type Transaction } from 'kysely';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { ImmediateDialect } from './immediate-dialect.ts';
import { migrate } from './migrate.ts';
import type { ExchangeTables } from './tables.ts';

export type ExchangeDatabase = Kysely<ExchangeTables>;
/** Inside a transaction only this may be used: the outer database would wait for itself for ever. */
export type ExchangeTransaction = Transaction<ExchangeTables>;

const synchronousFull = 2;

/** Opens or makes `folder`/exchange.sqlite. Fails with database-too-new, database-damaged or disk-full. */
export async function openExchangeDatabase(folder: string): Promise<Result<ExchangeDatabase>> {
  const path = join(folder, 'exchange.sqlite');
  let sqlite: Sqlite.Database | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sqlite = new Sqlite(path, { timeout: 10_000 });
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    const db = new Kysely<ExchangeTables>({ dialect: new ImmediateDialect(sqlite) });
    const migrated = await migrate(db);
    if (!migrated.ok) {
      await db.destroy();
      return migrated;
    }
    await assertDurable(db, sqlite);
    return ok(db);
  } catch (error) {
    sqlite?.close();
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    if (code === 'SQLITE_FULL') return fail(failure('disk-full', { path }));
    return fail(failure('database-damaged', { path, detail: String(error) }));
  }
}

/** WAL falls to synchronous=NORMAL at the first write of a connection unless FULL was set: look again after one. */
async function assertDurable(db: ExchangeDatabase, sqlite: Sqlite.Database): Promise<void> {
  const openedAt = Date.now();
  await db.transaction().execute((trx) =>
    trx
      .insertInto('opening')
      .values({ id: 1, openedAt })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ openedAt }))
      .execute(),
  );
  const found = sqlite.pragma('synchronous', { simple: true });
  if (found !== synchronousFull) throw new Error(`synchronous is ${String(found)}, not FULL`);
}
