/** Thread that passes over a long recording beside its file (journey step 7): overview or analysis, told how far it is. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { analyseLong } from '#shared/ecg/long/analyse-long.ts';
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { failure } from '#shared/failure.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { buildOverview, type Overview } from '#shared/formats/ecg/recording/overview.ts';
import { fail, type Result } from '#shared/result.ts';
import { openRangeFile } from '../archive/open-range-source.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';

export interface RecordingJob {
  readonly path: string;
  readonly group: number;
  readonly what: 'overview' | 'analysis';
}

export type RecordingMessage =
  | { readonly done: number }
  | { readonly result: Result<Overview> | Result<LongAnalysis> };

// On Linux a priority belongs to the thread that asks; elsewhere it would lower the whole station.
if (process.platform === 'linux') setPriority(4);
const job = workerData as RecordingJob;
const tell = (message: RecordingMessage): void => parentPort?.postMessage(message);
tell({
  result: await run().catch((error: unknown) => fail(failure('internal', { detail: String(error) }))),
});

async function run(): Promise<Result<Overview> | Result<LongAnalysis>> {
  const opened = await openRangeFile(job.path);
  if (!opened.ok) return opened;
  try {
    const recording = await openRecording(opened.value.source, { inflate: inflateBounded });
    if (!recording.ok) return recording;
    return job.what === 'overview'
      ? await buildOverview(recording.value, job.group)
      : await analyseLong(recording.value, job.group, tell);
  } finally {
    await opened.value.close();
  }
}
