/** The inside of a job thread: one message in, one out; what is thrown becomes the job's failure. */
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { NumberedAnswer, NumberedJob } from './job-thread.ts';

/** Serves jobs, at the lowest priority where that is the thread's own and nobody waits for them. */
export function serveJobs<Job, Value>(
  work: (job: Job) => Promise<Result<Value>>,
  threw: (detail: string) => Failure = (detail) => failure('internal', { detail }),
  priority: 'lowest' | 'usual' = 'lowest',
): void {
  // On Linux a priority belongs to the thread that asks; elsewhere it would lower the whole station.
  if (priority === 'lowest' && process.platform === 'linux') setPriority(15);
  parentPort?.on('message', async ({ number, job }: NumberedJob<Job>) => {
    const result = await work(job).catch((error: unknown) => fail(threw(String(error))));
    parentPort?.postMessage({ number, result } satisfies NumberedAnswer<Value>);
  });
}
