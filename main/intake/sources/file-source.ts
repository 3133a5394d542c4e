/** Journey step 1 by hand: files and folders that a person opens or drops, each taken once. */
import { stat } from 'node:fs/promises';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { AcceptArrivalDeps } from '../accept-arrival.ts';
import type { KeptArrival } from '../arrival-store.ts';
import type { Source } from './source.ts';
import { takeFile } from './take-file.ts';
import { walkFolder } from './walk-folder.ts';

export interface FileSourceOptions {
  /** Files, or folders that are walked. */
  readonly paths: readonly string[];
}

export interface FileOutcome {
  readonly path: string;
  readonly result: Result<KeptArrival>;
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
    } catch (error) {
      return fail(failure('file-unreadable', { path, detail: detailOf(error) }));
    }
  }
  let stopped = false;
  async function takeAll(): Promise<readonly FileOutcome[]> {
    const outcomes: FileOutcome[] = [];
    for (const path of files) {
      if (stopped) break;
      outcomes.push({ path, result: await takeOne(path) });
    }
    return outcomes;
  }
  async function takeOne(path: string): Promise<Result<KeptArrival>> {
    const taken = await takeFile(deps, path, 'file').catch((error: unknown) => {
      deps.log.error({ path, detail: String(error) }, 'file failed inside');
      return fail<Failure>(failure('internal', { detail: detailOf(error) }));
    });
    if (!taken.ok) return taken;
    const { kept, refusal } = taken.value;
    return kept === null ? fail(refusal ?? failure('format-unknown')) : ok(kept);
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
