/**
 * A thread that reads outside bytes, one job at a time: a watchdog ends it when it hangs, and a death costs its job only.
 * The station goes on, the next job gets a fresh thread.
 */
import { Worker } from 'node:worker_threads';
import type { Failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';

export interface JobThread<Job, Value> {
  readonly run: (job: Job) => Promise<Result<Value>>;
  readonly stop: () => Promise<void>;
}

export interface NumberedJob<Job> {
  readonly number: number;
  readonly job: Job;
}

export interface NumberedAnswer<Value> {
  readonly number: number;
  readonly result: Result<Value>;
}

const watchdogMs = 60_000;
const mostMegabytes = 256;

/** `file` is the thread's entry, started with the first job; `lost` is what a job fails with whose thread is gone. */
export function createJobThread<Job, Value>(
  file: string,
  lost: (detail: string) => Failure,
): JobThread<Job, Value> {
  let worker: Worker | null = null;
  let next = 1;
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  function runAlone(job: Job): Promise<Result<Value>> {
    if (stopped) return Promise.resolve(fail(lost('stopped')));
    worker ??= startThread();
    const thread = worker;
    const number = next++;
    return new Promise((resolve) => {
      const settle = (result: Result<Value>): void => {
        clearTimeout(watchdog);
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(result);
      };
      const lose = (detail: string): void => {
        if (worker === thread) worker = null;
        void thread.terminate();
        settle(fail(lost(detail)));
      };
      const onMessage = (answer: NumberedAnswer<Value>): void => {
        if (answer.number === number) settle(answer.result);
      };
      const onError = (error: unknown): void => lose(String(error));
      const onExit = (): void => lose('the thread ended');
      const watchdog = setTimeout(() => lose(`no answer within ${watchdogMs / 1000} s`), watchdogMs);
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
      thread.postMessage({ number, job } satisfies NumberedJob<Job>);
    });
  }

  function startThread(): Worker {
    const started = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });
    // A listener for good: an error between two jobs must not end the station.
    started.on('error', () => {
      if (worker === started) worker = null;
    });
    started.unref();
    return started;
  }

  return {
    run: (job) => {
      const run = last.then(() => runAlone(job));
      last = run;
      return run;
    },
    stop: async () => {
      stopped = true;
      await worker?.terminate();
    },
  };
}
