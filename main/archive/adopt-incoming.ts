/**
 * What a crash left in `incoming/`: an object that the index names lost its rename in a power cut and gets its name
 * again; everything else was never acknowledged and is cleared.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sha256 } from '#shared/study/ids.ts';

/** `adopt` moves a file to its name for good and makes that durable. Rejects with what the file system said. */
export async function adoptIncoming(
  incoming: string,
  isIndexed: (sha256: Sha256) => boolean,
  adopt: (path: string, sha256: Sha256) => Promise<void>,
): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const sha256 = await hashFile(path);
    // What cannot be read is left to a person; the station's start must not hang on it.
    if (sha256 === null) continue;
    if (isIndexed(sha256)) await adopt(path, sha256);
    else await rm(path, { force: true });
  }
}

async function hashFile(path: string): Promise<Sha256 | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex') as Sha256;
  } catch {
    return null;
  }
}
