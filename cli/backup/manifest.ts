/** The manifest of one snapshot: written last, so that a snapshot with a manifest is whole. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

const fileSchema = z.object({ path: z.string(), size: z.number().int(), sha256: z.string() });

export const manifestSchema = z.object({
  format: z.literal('yuanzhen-backup'),
  version: z.literal(1),
  program: z.enum(['station', 'exchange']),
  /** Time of this machine in ms, when the database was copied. */
  madeAt: z.number().int(),
  database: fileSchema,
  /** Rows of every table and a hash over them, in the order of the primary key. */
  tables: z.record(z.string(), z.object({ rows: z.number().int(), sha256: z.string() })),
  /** One line for each object: hash, size, `held` or `refused`. */
  objectList: fileSchema,
  files: z.array(fileSchema),
  /** elsewhere: no key lies in the data folder (the shell keeps it in the system's own store). */
  keys: z.enum(['included', 'excluded', 'elsewhere']),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface ListedObject {
  readonly sha256: string;
  readonly size: number;
  readonly place: 'held' | 'refused';
}

export const manifestFile = 'manifest.json';
export const snapshotsFolder = 'snapshots';

export function writeObjectList(objects: readonly ListedObject[]): string {
  return objects.map(({ sha256, size, place }) => `${sha256} ${size} ${place}\n`).join('');
}

export function parseObjectList(text: string): ListedObject[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [sha256 = '', size = '', place = ''] = line.split(' ');
    return { sha256, size: Number(size), place: place === 'refused' ? 'refused' : 'held' };
  });
}

/** Names of the whole snapshots in a backup, oldest first. */
export function listSnapshots(backup: string): string[] {
  const folder = join(backup, snapshotsFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, manifestFile)))
    .sort();
}

/** Fails with backup-missing or backup-damaged. */
export function readManifest(
  backup: string,
  snapshot: string | null,
): Result<{ manifest: Manifest; folder: string }> {
  const names = listSnapshots(backup);
  const name = snapshot ?? names.at(-1);
  if (name === undefined || !names.includes(name)) {
    return fail(failure('backup-missing', { path: backup, detail: snapshot ?? '' }));
  }
  const folder = join(backup, snapshotsFolder, name);
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')));
    for (const file of [manifest.database, manifest.objectList, ...manifest.files]) {
      const found = createHash('sha256')
        .update(readFileSync(join(folder, file.path)))
        .digest('hex');
      if (found !== file.sha256)
        return fail(failure('backup-damaged', { path: join(folder, file.path), detail: found }));
    }
    return ok({ manifest, folder });
  } catch (error) {
    return fail(failure('backup-damaged', { path: folder, detail: String(error) }));
  }
}
