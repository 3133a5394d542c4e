/** Columns that hold JSON. A bit that flips in a text is seen by no check of SQLite's pages: such a row is known by its text being none any more. */
import type Sqlite from 'better-sqlite3';

export const jsonColumns: ReadonlySet<string> = new Set([
  'body',
  'value',
  'params',
  'content',
  'member',
  'state',
]);
/** Of the others some hold words in some tables; a setting is JSON always. */
const alwaysJson = 'setting';

export function isJsonText(table: string, value: unknown): boolean {
  if (typeof value !== 'string' || (table !== alwaysJson && !/^[[{"]/.test(value))) return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** The first column with a broken text, as `table.column`, or null; `tables` narrows where to look. */
export function findBrokenJson(sqlite: Sqlite.Database, tables: readonly string[]): string | null {
  const columnsOf = sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck();
  for (const table of tables) {
    for (const column of (columnsOf.all(table) as string[]).filter((name) => jsonColumns.has(name))) {
      const texts = sqlite.prepare(`SELECT "${column}" FROM "${table}"`).pluck().iterate();
      for (const text of texts) if (!isJsonText(table, text)) return `${table}.${column}`;
    }
  }
  return null;
}

export function tablesOf(sqlite: Sqlite.Database): string[] {
  return sqlite
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[];
}
