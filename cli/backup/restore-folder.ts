/**
 * Restores a snapshot into a new data folder and proves it: every row of every table and every object is compared with
 * what the snapshot says. What is damaged in the backup is left out and named, so that it is fetched again.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type DataFolderPlan, planFor } from './data-folder.ts';
import { countRows, digestTables } from './digest-tables.ts';
import { copyHashed, objectPath, syncFolder } from './durable-files.ts';
import { type ListedObject, type Manifest, parseObjectList, readManifest } from './manifest.ts';

export interface Restored {
  readonly program: DataFolderPlan['program'];
  readonly rows: number;
  readonly objects: number;
  readonly bytes: number;
  /** True when every row and every file is what the snapshot says. */
  readonly verified: boolean;
  readonly madeAt: number;
  readonly keys: Manifest['keys'];
  /** Objects of the backup that are gone or are not what their name says; their bytes are not restored. */
  readonly damaged: readonly string[];
}

/** Fails with backup-missing, backup-damaged, folder-not-empty or restore-differs. */
export async function restoreFolder(
  from: string,
  data: string,
  snapshot: string | null = null,
): Promise<Result<Restored>> {
  if (existsSync(data) && readdirSync(data).length > 0)
    return fail(failure('folder-not-empty', { path: data }));
  const read = readManifest(from, snapshot);
  if (!read.ok) return read;
  const { manifest, folder } = read.value;
  const plan = planFor(manifest.program);
  const listed = parseObjectList(readFileSync(join(folder, manifest.objectList.path), 'utf8'));
  const damaged = await copyObjects(plan, from, data, listed);
  for (const file of [manifest.database, ...manifest.files]) {
    await copyHashed(join(folder, file.path), join(data, file.path), file.sha256);
  }
  const settled = settleDatabase(join(data, manifest.database.path), manifest, damaged);
  if (!settled.ok) return settled;
  await syncFolder(data);
  await syncFolder(dirname(data));
  const whole = listed.filter(({ sha256 }) => !damaged.includes(sha256));
  return ok({
    program: manifest.program,
    rows: countRows(manifest.tables),
    objects: whole.length,
    bytes: whole.reduce((sum, one) => sum + one.size, 0),
    verified: damaged.length === 0,
    madeAt: manifest.madeAt,
    keys: manifest.keys,
    damaged,
  });
}

async function copyObjects(
  plan: DataFolderPlan,
  from: string,
  data: string,
  listed: readonly ListedObject[],
): Promise<string[]> {
  const damaged: string[] = [];
  const touched = new Set<string>();
  for (const { sha256, size, place } of listed) {
    const source = objectPath(join(from, 'objects'), sha256);
    const target =
      place === 'held'
        ? objectPath(join(data, plan.objects), sha256)
        : join(data, plan.setAside ?? '', sha256);
    const copied = await copyHashed(source, target, sha256);
    if (copied?.sha256 !== sha256 || copied.size !== size) damaged.push(sha256);
    touched.add(dirname(target));
  }
  for (const folder of touched) {
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  }
  return damaged;
}

/**
 * Proves the rows, then writes what a restored life must know: which objects are not here, that keys which were left
 * out are gone, and, for the program's next start, that it was restored.
 */
function settleDatabase(path: string, manifest: Manifest, damaged: readonly string[]): Result<void> {
  const sqlite = new Sqlite(path, { fileMustExist: true });
  try {
    const check = sqlite.pragma('integrity_check', { simple: true });
    if (check !== 'ok') return fail(failure('restore-differs', { path, detail: String(check) }));
    const broken = sqlite.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0)
      return fail(failure('restore-differs', { path, detail: JSON.stringify(broken[0]) }));
    const found = digestTables(sqlite);
    const wrong = Object.entries(manifest.tables).find(
      ([name, table]) => found[name]?.rows !== table.rows || found[name]?.sha256 !== table.sha256,
    );
    if (wrong !== undefined) return fail(failure('restore-differs', { path, detail: wrong[0] }));
    sqlite.pragma('synchronous = FULL');
    sqlite.transaction(() => {
      const forget = manifest.program === 'station' ? 'DELETE FROM object WHERE sha256 = ?' : null;
      if (forget !== null) for (const sha256 of damaged) sqlite.prepare(forget).run(sha256);
      if (manifest.program !== 'station') return;
      // Sealed with a machine's part that was left out: nobody can open them any more, a new sign-in makes new ones.
      if (manifest.keys === 'excluded') sqlite.prepare('DELETE FROM signingKey').run();
      const restored = { madeAt: manifest.madeAt, keys: manifest.keys, damaged: damaged.length };
      sqlite
        .prepare(
          `INSERT INTO setting VALUES ('restored', ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
        )
        .run(JSON.stringify(restored));
    })();
    return ok(undefined);
  } finally {
    sqlite.close();
  }
}
