/** Counts and hashes every row of a database, so that a restored one can be compared row by row. */
import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';

export type TableDigests = Record<string, { rows: number; sha256: string }>;

export function digestTables(sqlite: Sqlite.Database): TableDigests {
  const names = sqlite
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[];
  return Object.fromEntries(names.map((name) => [name, digestTable(sqlite, name)]));
}

export function countRows(tables: TableDigests): number {
  return Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
}

function digestTable(sqlite: Sqlite.Database, table: string): { rows: number; sha256: string } {
  const key = sqlite
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .all(table)
    .map((column) => quoted(column.name));
  const hash = createHash('sha256');
  let rows = 0;
  const order = key.length === 0 ? 'rowid' : key.join(', ');
  const select = sqlite
    .prepare(`SELECT * FROM ${quoted(table)} ORDER BY ${order}`)
    .raw()
    .safeIntegers();
  for (const row of select.iterate()) {
    hash.update(JSON.stringify(row, wordOf)).update('\n');
    rows += 1;
  }
  return { rows, sha256: hash.digest('hex') };
}

function wordOf(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
