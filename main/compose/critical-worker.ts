/** Thread that puts a recording to the critical ECG rules (journey step 4). They go by no age and no sex. */
import { readFile, stat } from 'node:fs/promises';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { CriticalFinding } from '#shared/ecg/analysis.ts';
import { isLongRecording, mayBeLong } from '#shared/ecg/long/is-long.ts';
import { failure } from '#shared/failure.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { ok, type Result } from '#shared/result.ts';
import { openRangeFile } from '../archive/open-range-source.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { serveJobs } from '../bytes/serve-jobs.ts';

export interface CriticalJob {
  readonly path: string;
}

async function tryRules({ path }: CriticalJob): Promise<Result<CriticalFinding[] | 'long'>> {
  if (mayBeLong((await stat(path)).size) && (await isLong(path))) return ok('long');
  const read = readEcgFile(new Uint8Array(await readFile(path)), { inflate: inflateBounded });
  if (!read.ok) return read;
  const analysed = analyseEcg(read.value.waveform);
  return analysed.ok ? ok([...analysed.value.critical]) : analysed;
}

async function isLong(path: string): Promise<boolean> {
  const opened = await openRangeFile(path);
  if (!opened.ok) return false;
  try {
    const recording = await openRecording(opened.value.source, { inflate: inflateBounded });
    return recording.ok && isLongRecording(recording.value);
  } finally {
    await opened.value.close();
  }
}

// A patient may be waiting for it: before anything that is done on the side.
serveJobs(tryRules, (detail) => failure('internal', { detail }), 'usual');
