/** Journey step 1 by hand: files and folders that a person opens or drops, each taken once. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { AcceptArrivalDeps } from '../accept-arrival.ts';
import type { KeptArrival } from '../arrival-store.ts';
import { referencedFiles } from './referenced-files.ts';
import type { Source } from './source.ts';
import { takeFile } from './take-file.ts';
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
  deps: AcceptArrivalDeps,
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
    for (const path of files) {
      if (stopped) break;
      outcomes.push({ path, ...(await takeOne(path)) });
    }
    return outcomes;
  }
  async function takeOne(path: string): Promise<Omit<FileOutcome, 'path'>> {
    const taken = await takeFile(deps, path, 'file').catch((error: unknown) => {
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

function detailOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
