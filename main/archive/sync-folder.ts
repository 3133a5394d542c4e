/** Makes the entries of folders durable; those who ask for the same folder at the same time share one sync. */
import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const fsyncAsync = promisify(fsync);

/** Rejects with what the file system said. */
export async function syncFolder(folder: string): Promise<void> {
  const file = openSync(folder, 'r');
  try {
    await fsyncAsync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Syncs one folder for many: who asks while a sync runs gets the next one, since the one that runs may have begun before
 * his entry was made.
 */
export function createSharedSync(folder: string): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    const begun = syncFolder(folder).finally(() => {
      if (running === begun) running = null;
    });
    running = begun;
    return begun;
  }

  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}
