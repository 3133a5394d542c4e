/** Thread that compares two contents of one SOP Instance UID (journey step 3). */
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { judgeDuplicate } from '../archive/judge-duplicate.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { serveJobs } from '../bytes/serve-jobs.ts';
import { hashPixels } from '../dispatch/recompress/recompress-object.ts';
import { openPixels } from '../reading/decode-pixels.ts';

export interface JudgeJob {
  readonly kept: string;
  readonly other: string;
}

const decoding = { inflate: inflateBounded, openPixels };

// Not at the lowest priority: nobody signs until the answer is here.
serveJobs(
  async ({ kept, other }: JudgeJob) => {
    const [one, two] = await Promise.all([readFile(kept), readFile(other)]);
    return judgeDuplicate(
      { inflate: inflateBounded, hashPixels: (bytes) => hashPixels(decoding, bytes) },
      new Uint8Array(one),
      new Uint8Array(two),
    );
  },
  (detail) => failure('comparison-unfinished', { detail }),
  'usual',
);
