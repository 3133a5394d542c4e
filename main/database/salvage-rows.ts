/**
 * Takes over what can still be read of a damaged database: settings, outbox, drafts, reports, keys, audit. Index and
 * replica are not taken over: the vault and the exchange know them better.
 */
import Sqlite from 'better-sqlite3';
import { chainHash, type TrailRow } from './chain-hash.ts';
import { isJsonText, jsonColumns, tablesOf } from './json-text.ts';

export interface Salvaged {
  readonly rows: number;
  /** Tables of which some or all could not be read. */
  readonly lost: readonly string[];
}

const builtAnew: ReadonlySet<string> = new Set([
  'migration',
  'opening',
  'object',
  'study',
  'series',
  'instance',
  'taskReplica',
  'orderReplica',
  'manifest',
  'alert',
]);
/** `path` is the database that was kept aside, with its log beside it. Never throws for what is damaged there. */
export function salvageRows(path: string, into: Sqlite.Database): Salvaged {
  let from: Sqlite.Database;
  try {
    from = new Sqlite(path, { fileMustExist: true });
  } catch {
    return { rows: 0, lost: ['*'] };
  }
  try {
    return salvageTables(from, into);
  } finally {
    from.close();
  }
}

function salvageTables(from: Sqlite.Database, into: Sqlite.Database): Salvaged {
  const lost: string[] = [];
  let rows = 0;
  for (const table of tablesOf(into).filter((name) => !builtAnew.has(name))) {
    const taken = salvageTable(from, into, table);
    rows += taken.rows;
    if (!taken.whole) lost.push(table);
  }
  return { rows, lost };
}

function salvageTable(
  from: Sqlite.Database,
  into: Sqlite.Database,
  table: string,
): { rows: number; whole: boolean } {
  let rows = 0;
  let whole = true;
  let lastHash = '';
  try {
    const columns = commonColumns(from, into, table);
    const names = columns.map((name) => `"${name}"`).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const insert = into.prepare(`INSERT OR IGNORE INTO "${table}" (${names}) VALUES (${marks})`);
    const order = table === 'auditRecord' ? ' ORDER BY number' : '';
    const select = from.prepare(`SELECT ${names} FROM "${table}"${order}`).raw();
    for (const row of select.iterate() as Iterable<unknown[]>) {
      const fits = row.every((value, at) => !jsonColumns.has(columns[at] ?? '') || isJsonText(table, value));
      const chained = table !== 'auditRecord' || isNext(lastHash, columns, row);
      if (table === 'auditRecord' && chained) lastHash = String(row[columns.indexOf('hash')]);
      // A chain with a hole is no proof any more: what comes after the damage stays in the file that was kept aside.
      if (!chained) return { rows, whole: false };
      if (fits) rows += insert.run(...row).changes;
      else whole = false;
    }
  } catch {
    whole = false;
  }
  return { rows, whole };
}

function commonColumns(from: Sqlite.Database, into: Sqlite.Database, table: string): string[] {
  const columnsOf = (sqlite: Sqlite.Database) =>
    sqlite.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
  const known = new Set(columnsOf(from));
  const common = columnsOf(into).filter((name) => known.has(name));
  if (common.length === 0) throw new Error(`no table ${table}`);
  return common;
}

/** The record's hash covers the one before it (`main/audit/audit-trail.ts`). */
function isNext(lastHash: string, columns: readonly string[], row: readonly unknown[]): boolean {
  const record = Object.fromEntries(columns.map((name, at) => [name, row[at]])) as unknown as TrailRow;
  const { hash, ...facts } = record;
  return chainHash(lastHash, facts) === hash;
}
