/**
 * The parsing process (journey step 2): reads a file and says what it is. It holds no database and no key, and may only
 * read; whatever bytes from outside do to a parser, they do it here.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import { describeArrival } from '../describe-arrival.ts';
import { type ParseAnswer, type ParseOrder, parserReady } from './parse-message.ts';

/** What comes most is read into one buffer, which nobody keeps a part of once it is described: no garbage, flat memory. */
const room = Buffer.allocUnsafeSlow(1024 * 1024);

function readWhole(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > room.length) return readFileSync(file);
    let filled = 0;
    while (filled < size) {
      const read = readSync(file, room, filled, size - filled, filled);
      if (read === 0) break;
      filled += read;
    }
    return room.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

async function describe(path: string): Promise<Result<DescribedInstance>> {
  try {
    return await describeArrival(readWhole(path));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(failure('parse-failed', { detail }));
  }
}

// One after the other, so that the station knows which file a silent process is busy with.
let last: Promise<void> = Promise.resolve();
process.on('message', ({ number, path }: ParseOrder) => {
  last = last.then(async () => {
    const answer: ParseAnswer = { number, described: await describe(path) };
    process.send?.(answer);
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.(parserReady);
