/** Objects as files named by their hash: temporary file, fsync, rename, fsync of the folder; only then the commit. */
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Vault } from '../parts.ts';

/** Makes the folders. `folder` holds `objects/ab/cd/<sha256>` and `incoming/`. */
export async function openVault(folder: string): Promise<Vault> {
  const objects = join(folder, 'objects');
  const incomingFolder = join(folder, 'incoming');
  await mkdir(objects, { recursive: true, mode: 0o700 });
  await mkdir(incomingFolder, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string) => join(objects, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    folder: objects,
    incomingFolder,
    pathOf,
    adopt: async (file, sha256) => {
      const path = pathOf(sha256);
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
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(objects);
      return bavail * bsize;
    },
  };
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
