/** Journey step 1 by hand: files and folders that a person opens or drops, each taken once. */
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { AcceptArrivalDeps } from '../accept-arrival.ts';
import type { KeptArrival } from '../arrival-store.ts';
import { type PlacedFile, recordsInFolder } from './records/records-in-folder.ts';
import type { StudyOfObject } from './records/take-late-marks.ts';
import { referencedFiles } from './referenced-files.ts';
import type { Source } from './source.ts';
import { type TakenFile, takeFile, takeRecord } from './take-file.ts';
import { walkFolder } from './walk-folder.ts';
import type { MemberOutcome } from './zip/take-zip.ts';

export interface FileSourceOptions {
  /** Files, or folders that are walked. */
  readonly paths: readonly string[];
}

export interface FileOutcome {
  readonly path: string;
  readonly result: Result<KeptArrival>;
  /** What became of each member of a zip. */
  readonly members?: readonly MemberOutcome[];
}

export interface FileSource extends Source {
  /** What became of each file, in order; resolves when all are done or the source was stopped. */
  readonly done: Promise<readonly FileOutcome[]>;
}

/** Fails with file-unreadable when one of the given paths does not exist; nothing is taken then. */
export async function startFileSource(
  deps: AcceptArrivalDeps & { readonly studyOf: StudyOfObject },
  options: FileSourceOptions,
): Promise<Result<FileSource>> {
  const files: string[] = [];
  for (const path of options.paths) {
    try {
      if ((await stat(path)).isDirectory()) files.push(...(await walkFolder(path)));
      else files.push(path);
      // A DICOMDIR alone stands for the medium it was opened from.
      if (basename(path).toUpperCase() === 'DICOMDIR') files.push(...(await referencedFiles(path)).found);
    } catch (error) {
      return fail(failure('file-unreadable', { path, detail: detailOf(error) }));
    }
  }
  let stopped = false;
  async function takeAll(): Promise<readonly FileOutcome[]> {
    const outcomes: FileOutcome[] = [];
    for (const directory of files.filter((path) => basename(path).toUpperCase() === 'DICOMDIR')) {
      const { missing } = await referencedFiles(directory);
      for (const file of missing) {
        const result = fail<Failure>(failure('referenced-file-missing', { file }));
        outcomes.push({ path: directory, result });
      }
    }
    const records = await recordsAround(files);
    const taken = new Set<FoundRecord<PlacedFile>>();
    for (const path of files) {
      if (stopped) break;
      const record = records.get(path);
      if (record !== undefined && taken.has(record)) continue;
      if (record !== undefined) taken.add(record);
      const at = record?.parts[0]?.file.path ?? path;
      const taking = record === undefined ? takeFile(deps, path, 'file') : takeRecord(deps, record, 'file');
      outcomes.push({ path: at, ...(await outcomeOf(at, taking)) });
    }
    return outcomes;
  }
  async function outcomeOf(
    path: string,
    taking: Promise<Result<TakenFile>>,
  ): Promise<Omit<FileOutcome, 'path'>> {
    const taken = await taking.catch((error: unknown) => {
      deps.log.error({ path, detail: String(error) }, 'file failed inside');
      return fail<Failure>(failure('internal', { detail: detailOf(error) }));
    });
    if (!taken.ok) return { result: taken };
    const { kept, refusal, members } = taken.value;
    const result = kept === null ? fail<Failure>(refusal ?? failure('directory-alone')) : ok(kept);
    return members === undefined ? { result } : { result, members };
  }
  const done = takeAll();
  return ok({
    address: options.paths.join(', '),
    done,
    stop: async () => {
      stopped = true;
      await done;
    },
  });
}

/** The record each file belongs to: of a record that is opened by one of its files all are taken. */
async function recordsAround(paths: readonly string[]): Promise<Map<string, FoundRecord<PlacedFile>>> {
  const around = new Map<string, FoundRecord<PlacedFile>>();
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    for (const record of await recordsInFolder(folder)) {
      if (record.parts.length < 2) continue;
      for (const { file } of record.parts) around.set(file.path, record);
    }
  }
  return around;
}

function detailOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
