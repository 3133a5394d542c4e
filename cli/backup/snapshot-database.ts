/** Copies a database as it stands at one instant, while its program may be writing, into one self-contained file. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { digestTables, type TableDigests } from './digest-tables.ts';
import type { ListedObject } from './manifest.ts';

export interface DatabaseSnapshot {
  readonly tables: TableDigests;
  /** What the database says lies in the vault, and what was refused with its bytes kept. */
  readonly objects: readonly ListedObject[];
}

/** More pages than a database has: all in one step, since a step that is overtaken by a writer begins anew. */
const everyPage = 0x7fff_ffff;

/** Fails with database-damaged: a backup of a damaged database would only hide the damage. */
export async function snapshotDatabase(from: string, to: string): Promise<Result<DatabaseSnapshot>> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  let copy: Sqlite.Database | null = null;
  try {
    const source = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 10_000 });
    await source.backup(to, { progress: () => everyPage }).finally(() => source.close());
    copy = new Sqlite(to);
    copy.pragma('journal_mode = DELETE');
    const check = copy.pragma('integrity_check', { simple: true });
    if (check !== 'ok') return fail(failure('database-damaged', { path: from, detail: String(check) }));
    return ok({ tables: digestTables(copy), objects: listObjects(copy) });
  } catch (error) {
    return fail(failure('database-damaged', { path: from, detail: String(error) }));
  } finally {
    copy?.close();
  }
}

function listObjects(sqlite: Sqlite.Database): ListedObject[] {
  const held = sqlite
    .prepare<[], { sha256: string; size: number }>('SELECT sha256, size FROM object ORDER BY sha256')
    .all()
    .map((row) => ({ ...row, place: 'held' as const }));
  const hasRefusals =
    sqlite.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'refusal'`).get() !== undefined;
  if (!hasRefusals) return held;
  const refused = sqlite
    .prepare<[], { sha256: string; size: number }>(
      'SELECT DISTINCT sha256, size FROM refusal WHERE sha256 IS NOT NULL ORDER BY sha256',
    )
    .all()
    .map((row) => ({ ...row, place: 'refused' as const }));
  return [...held, ...refused];
}
