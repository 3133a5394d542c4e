/** Brings a station database to this program's tables, or refuses one that a newer program has written. */

import type Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Migration } from './migrations.ts';

/** Applies the missing migrations in list order, all in one transaction; fails with database-too-new. */
export function migrate(sqlite: Sqlite.Database, known: readonly Migration[]): Result<void> {
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, appliedAt INTEGER NOT NULL) STRICT',
  );
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS opening (id INTEGER PRIMARY KEY, openedAt INTEGER NOT NULL) STRICT',
  );
  const applied = new Set(sqlite.prepare('SELECT name FROM migration').pluck().all() as string[]);
  const unknown = [...applied].filter((name) => !known.some((one) => one.name === name)).sort();
  const newest = unknown.at(-1);
  if (newest !== undefined) {
    return fail(failure('database-too-new', { found: newest, known: known.at(-1)?.name ?? '' }));
  }
  const missing = known.filter((one) => !applied.has(one.name));
  const record = sqlite.prepare('INSERT INTO migration (name, appliedAt) VALUES (?, ?)');
  sqlite
    .transaction(() => {
      for (const one of missing) {
        one.up(sqlite);
        record.run(one.name, Date.now());
      }
    })
    .immediate();
  return ok(undefined);
}
