/**
 * The quick check at start: opens the station's database, or keeps a damaged one aside and begins a new one from what
 * can still be read of it. The index is then built from the vault and the worklist from the exchange's feed.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { checkDatabase, type DatabaseVerdict, findSchemaDifference } from '../database/check-database.ts';
import { keepAside } from '../database/keep-aside.ts';
import { openStationDatabase, type StationDatabase } from '../database/open-database.ts';
import { type Salvaged, salvageRows } from '../database/salvage-rows.ts';

/** Why the index is built anew: each has its own sentence, `index-rebuilt-…`. */
export type RebuildReason = 'damaged' | 'wal-alone' | 'schema' | 'empty';

export interface CheckedDatabase {
  readonly database: StationDatabase;
  /** Null when the database is well. */
  readonly rebuild: RebuildNeed | null;
}

export interface RebuildNeed {
  readonly reason: RebuildReason;
  readonly detail: string;
  /** Where the old database lies; null when there was none or it was empty. */
  readonly keptAside: string | null;
  readonly salvaged: Salvaged;
}

const nothing: Salvaged = { rows: 0, lost: [] };
/** What opening says of tables that are not as they should be, beside plain damage. */
const damageCauses = /^SQLITE_(CORRUPT|NOTADB|ERROR|CONSTRAINT)/;

/** Fails with database-too-new, disk-full, or folder-unusable for what is no damage and must not be rebuilt over. */
export function openCheckedDatabase(folder: string, now: number): Result<CheckedDatabase> {
  let verdict: DatabaseVerdict;
  try {
    verdict = checkDatabase(folder);
  } catch (error) {
    return fail(failure('folder-unusable', { path: folder, detail: String(error) }));
  }
  switch (verdict.kind) {
    case 'damaged':
      return beginAnew(folder, now, 'damaged', verdict.detail);
    case 'wal-alone':
      return beginAnew(folder, now, 'wal-alone', '');
    default:
      return openWell(folder, now);
  }
}

function openWell(folder: string, now: number): Result<CheckedDatabase> {
  const opened = openStationDatabase(folder);
  if (!opened.ok) {
    const { code, params } = opened.failure;
    if (code !== 'database-damaged' || !damageCauses.test(String(params.cause))) return opened;
    return beginAnew(folder, now, 'schema', String(params.detail));
  }
  const database = opened.value;
  const difference = findSchemaDifference(database.sqlite);
  if (difference !== null) {
    database.close();
    return beginAnew(folder, now, 'schema', difference);
  }
  const isEmpty = database.sqlite.prepare('SELECT 1 FROM object LIMIT 1').get() === undefined;
  if (!isEmpty || !holdsObjects(folder)) return ok({ database, rebuild: null });
  return ok({ database, rebuild: { reason: 'empty', detail: '', keptAside: null, salvaged: nothing } });
}

function beginAnew(
  folder: string,
  now: number,
  reason: RebuildReason,
  detail: string,
): Result<CheckedDatabase> {
  const keptAside = keepAside(folder, now);
  const opened = openStationDatabase(folder);
  if (!opened.ok) return opened;
  const database = opened.value;
  const salvaged =
    reason === 'wal-alone'
      ? nothing
      : database.sqlite.transaction(() => salvageRows(keptAside, database.sqlite))();
  return ok({ database, rebuild: { reason, detail, keptAside, salvaged } });
}

/** True when at least one object lies in the vault. */
function holdsObjects(folder: string): boolean {
  const objects = join(folder, 'vault', 'objects');
  if (!existsSync(objects)) return false;
  for (const first of readdirSync(objects)) {
    for (const second of readdirSync(join(objects, first))) {
      if (readdirSync(join(objects, first, second)).length > 0) return true;
    }
  }
  return false;
}
