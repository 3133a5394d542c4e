/** One station per data folder: the lock lies in a file that the operating system frees when the process dies. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/** Fails with data-folder-in-use or folder-unusable. */
export function lockFolder(folder: string): Result<{ readonly unlock: () => void }> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new Sqlite(join(folder, 'station.lock'), { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return ok({ unlock: () => lock.close() });
  } catch (error) {
    const busy = error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
    return fail(
      busy
        ? failure('data-folder-in-use', { path: folder })
        : failure('folder-unusable', { path: folder, detail: String(error) }),
    );
  }
}
