/** Walks files and folders, says what each file is, and gathers what belongs to one study. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import { describeArrival } from '../../main/intake/describe-arrival.ts';
import type { ObjectFile } from './upload-object.ts';

export interface FoundObject extends ObjectFile {
  readonly described: DescribedInstance;
}

export interface Gathered {
  readonly studies: ReadonlyMap<string, readonly FoundObject[]>;
  readonly refused: readonly { readonly path: string; readonly failure: Failure }[];
}

export async function gatherStudies(paths: readonly string[]): Promise<Gathered> {
  const studies = new Map<string, FoundObject[]>();
  const refused: { path: string; failure: Failure }[] = [];
  for (const given of paths) {
    const files = await walk(given).catch((error: unknown) => {
      refused.push({
        path: given,
        failure: failure('file-unreadable', { path: given, detail: String(error) }),
      });
      return [];
    });
    for (const path of files) {
      const bytes = await readFile(path);
      const described = await describeArrival(bytes);
      if (!described.ok) {
        refused.push({ path, failure: described.failure });
        continue;
      }
      const { study, instance } = described.value;
      const object: FoundObject = {
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.length,
        sopInstanceUid: instance.sopInstanceUid,
        described: described.value,
      };
      studies.set(study.studyInstanceUid, [...(studies.get(study.studyInstanceUid) ?? []), object]);
    }
  }
  return { studies, refused };
}

async function walk(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
