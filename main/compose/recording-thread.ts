/** Runs one pass over a long recording in a thread of its own, which ends with it; a thread that falls silent is ended. */
import { Worker } from 'node:worker_threads';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { RecordingJob, RecordingMessage } from './recording-worker.ts';
import { workerFile } from './worker-file.ts';

/** The slowest disk and processor read and analyse a stretch of ten minutes within this. */
const silenceMs = 120_000;
/** Of its own objects; samples lie outside the heap and are those of ten minutes. */
const mostMegabytes = 512;

export interface RunningPass<Value> {
  readonly result: Promise<Result<Value>>;
  readonly stop: () => Promise<unknown>;
}

/** Fails as the reader and the analysis do, or with `internal` when the thread is gone. */
export function runRecordingPass<Value>(
  job: RecordingJob,
  onProgress: (done: number) => void = () => undefined,
): RunningPass<Value> {
  const worker = new Worker(workerFile('recording-worker'), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  worker.unref();
  const result = new Promise<Result<Value>>((resolve) => {
    const lost = (detail: string): void => {
      clearTimeout(watchdog);
      resolve(fail(failure('internal', { detail })));
    };
    const watch = (): NodeJS.Timeout =>
      setTimeout(() => {
        void worker.terminate();
        lost(`no answer within ${silenceMs / 1000} s`);
      }, silenceMs).unref();
    let watchdog = watch();
    worker.on('message', (message: RecordingMessage) => {
      clearTimeout(watchdog);
      if ('done' in message) {
        onProgress(message.done);
        watchdog = watch();
      } else resolve(message.result as Result<Value>);
    });
    worker.on('error', (error) => lost(String(error)));
    worker.on('exit', () => lost('the thread ended'));
  });
  return { result, stop: () => worker.terminate() };
}
