/**
 * Backs a data folder up while its program may be running: first the database at one instant, then the objects it
 * names. Snapshots of one backup share their objects; the manifest is written last.
 */
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type DataFolderPlan, recogniseDataFolder } from './data-folder.ts';
import { countRows } from './digest-tables.ts';
import {
  copyHashed,
  hashFile,
  linkFile,
  objectPath,
  sizeOf,
  syncFolder,
  writeDurably,
} from './durable-files.ts';
import {
  type ListedObject,
  listSnapshots,
  type Manifest,
  manifestFile,
  snapshotsFolder,
  writeObjectList,
} from './manifest.ts';
import { snapshotDatabase } from './snapshot-database.ts';

export interface BackupOptions {
  /** Adds a snapshot to the backup that is there; objects it holds are not copied again. */
  readonly incremental: boolean;
  readonly withKeys: boolean;
  /** Second names instead of copies where source and backup share a file system: quick, but one disk. */
  readonly link: boolean;
  /** ms since 1970. */
  readonly now: number;
}

export interface Backup {
  readonly program: DataFolderPlan['program'];
  readonly snapshot: string;
  readonly rows: number;
  readonly objects: number;
  readonly bytes: number;
  /** Objects that were copied or linked by this run; the others lay there. */
  readonly copied: number;
  readonly copiedBytes: number;
  readonly keys: Manifest['keys'];
  /** Objects the database names that are gone or damaged at the source. */
  readonly missing: readonly string[];
  readonly damaged: readonly string[];
}

/** Fails with data-folder-unknown, folder-not-empty, database-damaged or disk-full. */
export async function backUpFolder(
  data: string,
  to: string,
  options: BackupOptions,
): Promise<Result<Backup>> {
  const plan = recogniseDataFolder(data);
  if (!plan.ok) return plan;
  const known = listSnapshots(to);
  if (!options.incremental && existsSync(to) && readdirSync(to).length > 0) {
    return fail(failure('folder-not-empty', { path: to }));
  }
  const name = nameOf(options.now, known);
  const folder = join(to, snapshotsFolder, `${name}.partial`);
  const { database } = plan.value;
  const taken = await snapshotDatabase(join(data, database), join(folder, database));
  if (!taken.ok) return taken;
  const copied = await copyObjects(plan.value, data, to, taken.value.objects, options.link);
  const { keys, files } = await copyFiles(plan.value, data, folder, options.withKeys);
  const list = taken.value.objects.filter(
    ({ sha256 }) => !copied.missing.includes(sha256) && !copied.damaged.includes(sha256),
  );
  await writeDurably(join(folder, 'objects.txt'), writeObjectList(list));
  const manifest: Manifest = {
    format: 'yuanzhen-backup',
    version: 1,
    program: plan.value.program,
    madeAt: options.now,
    database: await describe(folder, database),
    tables: taken.value.tables,
    objectList: await describe(folder, 'objects.txt'),
    files,
    keys,
  };
  await writeDurably(join(folder, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`);
  renameSync(folder, join(to, snapshotsFolder, name));
  await syncFolder(join(to, snapshotsFolder));
  const bytes = list.reduce((sum, one) => sum + one.size, 0);
  const rows = countRows(taken.value.tables);
  return ok({
    program: plan.value.program,
    snapshot: name,
    rows,
    objects: list.length,
    bytes,
    keys,
    ...copied,
  });
}

async function copyObjects(
  plan: DataFolderPlan,
  data: string,
  to: string,
  objects: readonly ListedObject[],
  link: boolean,
): Promise<Pick<Backup, 'copied' | 'copiedBytes' | 'missing' | 'damaged'>> {
  const missing: string[] = [];
  const damaged: string[] = [];
  const touched = new Set<string>();
  let copied = 0;
  let copiedBytes = 0;
  for (const { sha256, size, place } of objects) {
    const target = objectPath(join(to, 'objects'), sha256);
    if (sizeOf(target) === size) continue;
    const from =
      place === 'held'
        ? objectPath(join(data, plan.objects), sha256)
        : join(data, plan.setAside ?? '', sha256);
    const found = link ? await hashFile(from) : await copyHashed(from, target, sha256);
    // Refused bytes may be discarded by a person between database and copy; a held object may not vanish.
    if (found === null && place === 'held') missing.push(sha256);
    if (found === null) continue;
    if (found.sha256 !== sha256) {
      damaged.push(sha256);
      continue;
    }
    if (link && !linkFile(from, target)) await copyHashed(from, target, sha256);
    touched.add(dirname(target));
    copied += 1;
    copiedBytes += size;
  }
  for (const folder of touched) {
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  }
  if (touched.size > 0) await syncFolder(join(to, 'objects'));
  return { missing, damaged, copied, copiedBytes };
}

async function copyFiles(
  plan: DataFolderPlan,
  data: string,
  folder: string,
  withKeys: boolean,
): Promise<Pick<Manifest, 'keys' | 'files'>> {
  const files: Manifest['files'] = [];
  const present = plan.keys.filter((name) => existsSync(join(data, name)));
  const wanted = [...plan.files, ...(withKeys ? present : [])];
  for (const path of wanted) {
    const copied = await copyHashed(join(data, path), join(folder, path), null);
    if (copied !== null) files.push({ path, ...copied });
  }
  return { files, keys: present.length === 0 ? 'elsewhere' : withKeys ? 'included' : 'excluded' };
}

async function describe(folder: string, path: string): Promise<Manifest['database']> {
  const found = await hashFile(join(folder, path));
  if (found === null) throw new Error(`${path} was just written and is gone`);
  return { path, ...found };
}

/** Sorts by time; a second one in the same second, or after a clock that went back, still comes last. */
function nameOf(now: number, known: readonly string[]): string {
  const number = String(known.length + 1).padStart(6, '0');
  return `${number}-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}Z`;
}
