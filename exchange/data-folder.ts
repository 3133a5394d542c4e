/** One exchange per data folder: the lock lives in a file that the operating system frees when the process dies. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/** Fails with data-folder-in-use. */
export function lockDataFolder(folder: string): Result<{ readonly unlock: () => void }> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new Sqlite(join(folder, 'exchange.lock'), { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return ok({ unlock: () => lock.close() });
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      return fail(failure('data-folder-in-use', { path: folder }));
    }
    return fail(failure('file-unreadable', { path: folder, detail: String(error) }));
  }
}
