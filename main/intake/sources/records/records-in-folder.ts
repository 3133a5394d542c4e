/** Journey step 1: the records of several files that lie in one folder of a disk. Links are not followed. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FoundRecord,
  findRecords,
  mayNameParts,
  type RecordCandidate,
} from '#shared/formats/ecg/bundle/find-records.ts';
import { readAt } from '../zip/read-directory.ts';

export interface PlacedFile extends RecordCandidate {
  readonly path: string;
}

/** Empty where the folder cannot be read: whoever takes its files says why. */
export async function recordsInFolder(folder: string): Promise<readonly FoundRecord<PlacedFile>[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (!names.some(mayNameParts)) return [];
  const files: PlacedFile[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts !== null)
      files.push({ name, path, size: facts.size, read: (from, to) => readPart(path, from, to) });
  }
  return findRecords(files);
}

/** Empty for a file that cannot be read. */
async function readPart(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return new Uint8Array();
  try {
    return await readAt(file, from, to - from);
  } catch {
    return new Uint8Array();
  } finally {
    await file.close();
  }
}
