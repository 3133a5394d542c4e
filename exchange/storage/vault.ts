/** Objects as files named by their hash: temporary file, fsync, rename, fsync of the folder; only then the commit. */
import { rmSync } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Vault } from '../parts.ts';

/** Makes the folders. `folder` holds `objects/ab/cd/<sha256>` and `incoming/`. */
export async function openVault(folder: string): Promise<Vault> {
  const objects = join(folder, 'objects');
  const incomingFolder = join(folder, 'incoming');
  await mkdir(objects, { recursive: true, mode: 0o700 });
  await mkdir(incomingFolder, { recursive: true, mode: 0o700 });
  const damaged = join(folder, 'damaged');
  await mkdir(damaged, { recursive: true, mode: 0o700 });
  const adopted = new Map<string, number>();
  const pathOf = (sha256: string) => join(objects, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    folder: objects,
    incomingFolder,
    pathOf,
    adopt: async (file, sha256) => {
      const path = pathOf(sha256);
      noteAdopted(adopted, sha256);
      const known = await stat(path).catch(() => null);
      if (known !== null) {
        await rm(file, { force: true });
        return;
      }
      const home = dirname(path);
      const made = await mkdir(home, { recursive: true, mode: 0o700 });
      await rename(file, path);
      await syncFolder(home);
      // A folder that is new is itself an entry of its parent, which must be on the disk as well.
      if (made !== undefined) {
        await syncFolder(dirname(home));
        await syncFolder(objects);
      }
    },
    retire: (sha256) => {
      if (performance.now() - (adopted.get(sha256) ?? Number.NEGATIVE_INFINITY) < settledAfterMs)
        return false;
      rmSync(pathOf(sha256), { force: true });
      return true;
    },
    setAside: async (sha256) => {
      await rename(pathOf(sha256), join(damaged, sha256)).catch(() => undefined);
    },
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(objects);
      return bavail * bsize;
    },
  };
}

/** From the adoption of bytes to the commit of their rows never takes longer, in ms. */
const settledAfterMs = 10 * 60_000;

/** Bytes that come again while retention lets them go must not be deleted between their adoption and their commit. */
function noteAdopted(adopted: Map<string, number>, sha256: string): void {
  const now = performance.now();
  adopted.set(sha256, now);
  if (adopted.size < 10_000) return;
  for (const [one, at] of adopted) if (now - at > settledAfterMs) adopted.delete(one);
}

/** Makes renames and new names in a folder durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
