/**
 * Empty files in `incoming/` whose names are durable before anything is written into them, so that an arrival waits for
 * the sync of its bytes alone: one sync of the folder serves a whole batch. The next start clears those that were never used.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface PreparedFile {
  readonly path: string;
  /** Open for reading and writing, empty; whoever took it closes it. */
  readonly file: number;
  /** Resolves when the name is durable; rejects with what the file system said. */
  readonly named: () => Promise<void>;
}

export interface PreparedFiles {
  /** Throws what the file system said when none was ready and none can be made. */
  readonly take: () => PreparedFile;
  /** Closes and removes what was not taken. */
  readonly close: () => void;
}

const batch = 12;
const named = Promise.resolve();

/** `syncFolder` makes the entries of `folder` durable. Nothing is made before the first file is taken. */
export function createPreparedFiles(folder: string, syncFolder: () => Promise<void>): PreparedFiles {
  const ready: PreparedFile[] = [];
  let preparing = false;
  let isClosed = false;
  /** What a batch failed with: told to the next arrival, since the folder's sync will not fail a second time. */
  let trouble: { readonly reason: unknown } | null = null;

  function make(): Omit<PreparedFile, 'named'> {
    const path = join(folder, randomUUID());
    return { path, file: openSync(path, 'wx+', 0o600) };
  }

  function drop({ path, file }: Omit<PreparedFile, 'named'>): void {
    closeSync(file);
    rmSync(path, { force: true });
  }

  async function prepare(): Promise<void> {
    const made: Omit<PreparedFile, 'named'>[] = [];
    try {
      while (made.length < batch) made.push(make());
    } catch {
      // A full disk, or no more files to open: who needs one is told when he makes his own.
    }
    try {
      if (made.length > 0) await syncFolder();
    } catch (reason) {
      trouble = { reason };
      for (const one of made.splice(0)) drop(one);
    }
    if (isClosed) for (const one of made.splice(0)) drop(one);
    ready.push(...made.map((one) => ({ ...one, named: () => named })));
  }

  return {
    take: () => {
      const failed = trouble;
      trouble = null;
      if (failed !== null) return { ...make(), named: () => Promise.reject(failed.reason) };
      const taken = ready.pop();
      if (ready.length < batch / 2 && !preparing && !isClosed) {
        preparing = true;
        // After the arrival that took the last one, not before it.
        setImmediate(() => {
          prepare()
            .catch(() => undefined)
            .finally(() => {
              preparing = false;
            });
        });
      }
      return taken ?? { ...make(), named: syncFolder };
    },
    close: () => {
      isClosed = true;
      for (const one of ready.splice(0)) drop(one);
    },
  };
}
