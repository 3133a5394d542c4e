/** Moves a database that must not be used, with its log, into a folder of its own: kept for an engineer, never deleted. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './open-database.ts';

/** Answers where the database lies now. `now` in ms names the folder. */
export function keepAside(folder: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '');
  let aside = join(folder, 'kept-aside', stamp);
  for (let again = 2; existsSync(aside); again += 1) aside = join(folder, 'kept-aside', `${stamp}-${again}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const ending of ['', '-wal', '-shm']) {
    const path = join(folder, `${databaseFile}${ending}`);
    if (existsSync(path)) renameSync(path, join(aside, `${databaseFile}${ending}`));
  }
  return join(aside, databaseFile);
}
