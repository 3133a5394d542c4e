/** Makes the database's write-ahead log durable beside the program: what SQLite's FULL does within a commit. */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

export interface LogSync {
  /** All commits before the call are on the disk after it. Rejects with what the file system said. */
  readonly sync: () => Promise<void>;
  readonly close: () => void;
}

const datasync = promisify(fdatasync);

/** SQLite keeps the log as one file while a connection is open, and locks the index beside it, never the log itself. */
export function createLogSync(path: string): LogSync {
  let file: number | null = null;
  let syncing = 0;
  let isClosed = false;

  function closeFile(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  return {
    sync: async () => {
      file ??= openSync(path, 'r+');
      syncing += 1;
      try {
        await datasync(file);
      } finally {
        syncing -= 1;
        if (isClosed && syncing === 0) closeFile();
      }
    },
    close: () => {
      isClosed = true;
      // A number that is closed under a sync could by then be another file's.
      if (syncing === 0) closeFile();
    },
  };
}
