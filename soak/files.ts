/**
 * Soak `files`: mutated files of every format through recognition, description and every reader, in a thread under a
 * watchdog and a memory cap. Nothing may be thrown, hang or outgrow its heap, and memory must stay flat.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { everyFileSeed } from '../test/builders/every-file.ts';
import { type FileSeed, mutateFile } from './files/mutate-file.ts';
import { type SoakProgram, soakCases } from './soak-program.ts';

const hungAfterMs = 5000;
const heapMb = 256;

interface Outcome {
  readonly error: string | null;
  readonly accepted: boolean;
}

export const soak: SoakProgram = {
  says: 'mutated files of every format: nothing thrown, nothing hangs, memory flat',
  run: async (limits) => {
    const seeds = await everyFileSeed();
    const [first, ...rest] = seeds;
    if (first === undefined) throw new Error('no seeds');
    const given: [FileSeed, ...FileSeed[]] = [first, ...rest];
    let thread = await startThread();
    let accepted = 0;
    const ran = await soakCases(limits, async (draw, seed) => {
      const { name, bytes } = mutateFile(draw, given);
      const outcome = await read(thread, bytes);
      if (outcome === null) {
        await thread.terminate();
        thread = await startThread();
        return keep(seed, name, bytes, `no answer in ${hungAfterMs} ms, or the thread died`);
      }
      if (outcome.accepted) accepted++;
      return outcome.error === null ? null : keep(seed, name, bytes, outcome.error);
    });
    await thread.terminate();
    const { cases, findings, rssGrowthMb } = ran;
    return { cases, findings, figures: { seeds: seeds.length, accepted, rssGrowthMb } };
  },
};

/** A thread that has loaded its readers. Rejects when it cannot: that is no finding, that is a broken checkout. */
function startThread(): Promise<Worker> {
  const thread = new Worker(new URL('./files/read-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', () => {
      thread.off('error', reject);
      resolve(thread);
    });
  });
}

/** Null when the thread hangs or died of what it read. */
function read(thread: Worker, bytes: Uint8Array): Promise<Outcome | null> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome | null): void => {
      clearTimeout(timer);
      thread.off('message', settle);
      thread.off('error', died);
      thread.off('exit', died);
      resolve(outcome);
    };
    const died = (): void => settle(null);
    const timer = setTimeout(died, hungAfterMs);
    thread.on('message', settle);
    thread.on('error', died);
    thread.on('exit', died);
    thread.postMessage(bytes);
  });
}

/** The file itself is kept beside the seed, to become a regression test. */
function keep(seed: number, name: string, bytes: Uint8Array, what: string): string {
  const folder = join('test-output', 'soak', 'files');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${seed}.bin`), bytes);
  return `${name}: ${what}`;
}
