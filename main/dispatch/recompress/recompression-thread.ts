/**
 * Journey step 4: the one thread that recompresses, at low priority, one object at a time. It reads outside bytes: a
 * watchdog ends it when it hangs, and a death costs no more than that its object goes as it came.
 */
import { Worker } from 'node:worker_threads';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';

export interface SmallerObject {
  readonly sha256: Sha256;
  readonly size: number;
  readonly transferSyntaxUid: string;
  readonly originalTransferSyntaxUid: string;
  readonly pixelSha256: Sha256;
  /** Time in the thread, in ms. */
  readonly ms: number;
}

export interface RecompressionThread {
  /** Recompresses the file at `path`; the smaller one lies in the folder under its hash, synced. */
  readonly recompress: (path: string) => Promise<Result<SmallerObject>>;
  readonly stop: () => Promise<void>;
}

export interface ThreadJob {
  readonly number: number;
  readonly path: string;
  readonly folder: string;
}

export type ThreadAnswer = { readonly number: number; readonly result: Result<SmallerObject> };

const watchdogMs = 60_000;

/** `file` is the thread's entry, `folder` where it writes. Started with the first job. */
export function createRecompressionThread(file: string, folder: string): RecompressionThread {
  let worker: Worker | null = null;
  let next = 1;
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  function runAlone(path: string): Promise<Result<SmallerObject>> {
    if (stopped) return Promise.resolve(decline('stopped'));
    worker ??= startThread();
    const thread = worker;
    const number = next++;
    return new Promise((resolve) => {
      const settle = (result: Result<SmallerObject>): void => {
        clearTimeout(watchdog);
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(result);
      };
      const lose = (detail: string): void => {
        if (worker === thread) worker = null;
        void thread.terminate();
        settle(decline(detail));
      };
      const onMessage = (answer: ThreadAnswer): void => {
        if (answer.number === number) settle(answer.result);
      };
      const onError = (error: unknown): void => lose(String(error));
      const onExit = (): void => lose('the thread ended');
      const watchdog = setTimeout(() => lose(`no answer within ${watchdogMs / 1000} s`), watchdogMs);
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.postMessage({ number, path, folder } satisfies ThreadJob);
    });
  }

  function startThread(): Worker {
    const started = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    // A listener for good: an error between two jobs must not end the station.
    started.on('error', () => {
      if (worker === started) worker = null;
    });
    started.unref();
    return started;
  }

  return {
    recompress: (path) => {
      const run = last.then(() => runAlone(path));
      last = run;
      return run;
    },
    stop: async () => {
      stopped = true;
      await worker?.terminate();
    },
  };
}

function decline(detail: string): Result<never> {
  return fail(failure('recompression-declined', { detail }));
}
