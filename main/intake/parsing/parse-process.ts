/**
 * The parsing process (journey step 2): reads a file and says what it is. It holds no database and no key, and may only
 * read; whatever bytes from outside do to a parser, they do it here.
 */
import { readFileSync } from 'node:fs';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { DescribedInstance } from '#shared/study/described-instance.ts';
import { describeArrival } from '../describe-arrival.ts';
import { type ParseAnswer, type ParseOrder, parserReady } from './parse-message.ts';

async function describe(path: string): Promise<Result<DescribedInstance>> {
  try {
    return await describeArrival(readFileSync(path));
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
