/** What follows a failed sync of the write-ahead log: nothing may be acknowledged behind a gap in it. */
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGroupCommit } from '../../../main/database/group-commit.ts';

let folder: string;
let path: string;
let sqlite: Sqlite.Database;
/** What the next syncs of the log end with. */
let failures: Error[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-group-'));
  path = join(folder, 'a.sqlite');
  sqlite = new Sqlite(path, { timeout: 20 });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.exec('CREATE TABLE kept (name TEXT PRIMARY KEY) STRICT');
  failures = [];
});
afterEach(() => {
  sqlite.close();
  rmSync(folder, { recursive: true, force: true });
});

function committing(): (name: string) => Promise<void> {
  const commit = createGroupCommit({
    sqlite,
    query: new Kysely({ dialect: new SqliteDialect({ database: sqlite }) }),
    syncLog: async () => {
      const failed = failures.shift();
      if (failed) throw failed;
    },
  });
  return (name) => commit(() => void sqlite.prepare('INSERT INTO kept VALUES (?)').run(name));
}

/** What a power cut leaves when nothing of the log reached the disk. */
function withoutLog(): string[] {
  const copy = join(folder, 'copy.sqlite');
  copyFileSync(path, copy);
  const found = new Sqlite(copy, { readonly: true });
  const names = found.prepare('SELECT name FROM kept').pluck().all() as string[];
  found.close();
  return names;
}

it('begins the log anew after a sync that failed, so that nothing is committed behind the gap', async () => {
  const keep = committing();
  failures = [new Error('EIO')];
  await expect(keep('first')).rejects.toThrow('EIO');
  await expect.poll(() => statSync(`${path}-wal`).size).toBe(0);
  expect(withoutLog()).toEqual(['first']);
  await keep('second');
  expect(sqlite.prepare('SELECT name FROM kept').pluck().all()).toEqual(['first', 'second']);
});

it('commits nothing while the log cannot begin anew, and goes on afterwards', async () => {
  const keep = committing();
  await keep('before');
  const reader = new Sqlite(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM kept').get();
  failures = [new Error('EIO')];
  await expect(keep('gap')).rejects.toThrow('EIO');
  await expect(keep('behind')).rejects.toThrow('EIO');
  expect(sqlite.prepare('SELECT name FROM kept').pluck().all()).toEqual(['before', 'gap']);
  reader.close();
  await keep('after');
  expect(withoutLog()).toEqual(['before', 'gap']);
});
