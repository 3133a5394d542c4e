/** Thread that makes objects smaller on their way out (journey step 4). One message in, one out; nothing else runs in it. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { inflateBounded } from '../bytes/inflate-bounded.ts';
import { serveJobs } from '../bytes/serve-jobs.ts';
import { recompressObject } from '../dispatch/recompress/recompress-object.ts';
import type { RecompressionJob, SmallerObject } from '../dispatch/recompress/recompression-thread.ts';
import { openPixels } from '../reading/decode-pixels.ts';

async function run({ path, folder }: RecompressionJob): Promise<Result<SmallerObject>> {
  const begun = performance.now();
  const bytes = new Uint8Array(await readFile(path));
  const made = await recompressObject({ inflate: inflateBounded, openPixels }, bytes);
  if (!made.ok) return made;
  const { bytes: smaller, transferSyntaxUid, originalTransferSyntaxUid, pixelSha256 } = made.value;
  const sha256 = createHash('sha256').update(smaller).digest('hex') as Sha256;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, `${sha256}.part`), 'w', 0o600);
  try {
    await file.writeFile(smaller);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(join(folder, `${sha256}.part`), join(folder, sha256));
  return ok({
    sha256,
    size: smaller.length,
    transferSyntaxUid,
    originalTransferSyntaxUid,
    pixelSha256: pixelSha256 as Sha256,
    ms: performance.now() - begun,
  });
}

serveJobs(run, (detail) => failure('recompression-declined', { detail }));
