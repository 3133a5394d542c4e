import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let folder: string;
let database: StationDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-database-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
});

afterEach(() => {
  if (database.sqlite.open) database.close();
  rmSync(folder, { recursive: true });
});

function insertStudy(uid: string): void {
  database.sqlite
    .prepare(`INSERT INTO study
       (studyInstanceUid, kind, accessionNumber, description, patientName, patientId, patientSex, institution, stationAet,
        firstArrivalAt, lastArrivalAt)
       VALUES (?, 'imaging', '', '', '', '', '', '', '', 1, 1)`)
    .run(uid);
}

test('is durable after writes and after opening again', async () => {
  await database.commit(() => insertStudy('1.1'));
  expect(database.sqlite.pragma('synchronous', { simple: true })).toBe(2);
  expect(database.sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  database.close();
  const again = openStationDatabase(folder);
  if (!again.ok) throw new Error(again.failure.message);
  database = again.value;
  expect(database.sqlite.pragma('synchronous', { simple: true })).toBe(2);
  expect(await database.query.selectFrom('study').select('studyInstanceUid').execute()).toEqual([
    { studyInstanceUid: '1.1' },
  ]);
});

test('refuses a database written by a newer program', () => {
  database.sqlite.prepare('INSERT INTO migration VALUES (?, 1)').run('999-from-the-future');
  database.close();
  const again = openStationDatabase(folder);
  expect(again).toMatchObject({ ok: false, failure: { code: 'database-too-new' } });
});

test('refuses a file that is not a database', () => {
  database.close();
  writeFileSync(join(folder, 'station.sqlite'), 'this is no database, it is a sentence that is long enough');
  expect(openStationDatabase(folder)).toMatchObject({ ok: false, failure: { code: 'database-damaged' } });
});

test('a bad write in a group is refused alone', async () => {
  const outcomes = await Promise.allSettled([
    database.commit(() => insertStudy('1')),
    database.commit(() => insertStudy('1')),
    database.commit(() => {
      insertStudy('2');
      return 'made';
    }),
  ]);
  expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(outcomes[2]).toMatchObject({ value: 'made' });
  expect(database.sqlite.prepare('SELECT count(*) FROM study').pluck().get()).toBe(2);
});

test('a group waits for an open transaction instead of joining it', async () => {
  let committed: Promise<void> | null = null;
  await database.query
    .transaction()
    .execute(async (transaction) => {
      await transaction.selectFrom('study').selectAll().execute();
      committed = database.commit(() => insertStudy('3'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  await committed;
  expect(database.sqlite.prepare('SELECT count(*) FROM study').pluck().get()).toBe(1);
});
