/**
 * Looks at a station's database before it is used. What is damaged is not opened and hoped for: the verdict says what is
 * wrong, so that it can be kept aside and the index built anew from the vault.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { findBrokenJson, tablesOf } from './json-text.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations.ts';
import { databaseFile } from './open-database.ts';

/** damaged: its pages or tables are not what SQLite wrote; wal-alone: a log whose database is gone; absent: neither. */
export type DatabaseVerdict =
  | { readonly kind: 'well' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'wal-alone' }
  | { readonly kind: 'damaged'; readonly detail: string };

/** Up to here every index is compared with its table as well; beyond, SQLite's quick check keeps the start short. */
const wholeCheckUpTo = 64 * 1024 * 1024;
const damageCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

/** Throws what is no damage: a folder that cannot be read, a disk that answers with errors. Changes nothing. */
export function checkDatabase(folder: string): DatabaseVerdict {
  const path = join(folder, databaseFile);
  if (!existsSync(path)) return { kind: existsSync(`${path}-wal`) ? 'wal-alone' : 'absent' };
  let sqlite: Sqlite.Database | null = null;
  try {
    sqlite = new Sqlite(path, { timeout: 5000 });
    const whole = statSync(path).size <= wholeCheckUpTo;
    const found = sqlite.pragma(whole ? 'integrity_check(5)' : 'quick_check(5)', { simple: true });
    if (found !== 'ok') return { kind: 'damaged', detail: String(found) };
    const broken = whole ? (sqlite.pragma('foreign_key_check') as Array<{ table: string }>) : [];
    if (broken[0] !== undefined) return { kind: 'damaged', detail: `foreign key of ${broken[0].table}` };
    const tables = tablesOf(sqlite);
    const text = findBrokenJson(sqlite, whole ? tables : tables.filter((name) => name === 'setting'));
    if (text !== null) return { kind: 'damaged', detail: `JSON of ${text}` };
    return { kind: 'well' };
  } catch (error) {
    if (isDamage(error)) return { kind: 'damaged', detail: String(error) };
    throw error;
  } finally {
    sqlite?.close();
  }
}

export function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && damageCodes.some((code) => error.code.startsWith(code));
}

/** The first table or index that is not as this program's migrations make it, or null: a migration was cut or meddled with. */
export function findSchemaDifference(
  sqlite: Sqlite.Database,
  known: readonly Migration[] = migrations,
): string | null {
  const fresh = new Sqlite(':memory:');
  try {
    migrate(fresh, known);
    const found = readSchema(sqlite);
    const expected = readSchema(fresh);
    const names = new Set([...found.keys(), ...expected.keys()]);
    return [...names].find((name) => found.get(name) !== expected.get(name)) ?? null;
  } finally {
    fresh.close();
  }
}

function readSchema(sqlite: Sqlite.Database): ReadonlyMap<string, string> {
  const rows = sqlite
    .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
    .all();
  return new Map(rows.map(({ name, sql }) => [name, sql.replace(/\s+/g, ' ')]));
}
