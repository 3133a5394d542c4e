import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import { startFileSource } from '../../../../main/intake/sources/file-source.ts';
import { startFolderSource } from '../../../../main/intake/sources/folder-source.ts';
import { makeFacts, makeFile } from '../rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-watched-'));
});

afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function watch(troubles: (Failure | null)[] = [], stableMs = 60) {
  const started = await startFolderSource(
    { ...station.deps, studyOf: station.studyOf, onTrouble: (trouble) => troubles.push(trouble) },
    { folder, pollMs: 20, stableMs },
  );
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('takes files in subfolders once, leaves them there, and remembers over a restart', async () => {
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'one.dcm'), makeFile(makeFacts()));
  writeFileSync(join(folder, 'a/b/two'), makeFile(makeFacts()));
  writeFileSync(join(folder, 'a/three.part'), makeFile(makeFacts()));
  const source = await watch();
  await until(() => station.kept.length === 2);
  await pause(100);
  await source.stop();
  expect(existsSync(join(folder, 'one.dcm'))).toBe(true);
  const again = await watch();
  writeFileSync(join(folder, 'four.dcm'), makeFile(makeFacts()));
  await until(() => station.kept.length === 3);
  await pause(100);
  await again.stop();
  expect(station.kept).toHaveLength(3);
});

test('waits until a file is whole', async () => {
  const file = makeFile(makeFacts({ pixelBytes: 10_000 }));
  const path = join(folder, 'growing.dcm');
  writeFileSync(path, file.subarray(0, 3000));
  const source = await watch([], 300);
  for (let at = 3000; at < file.length; at += 3000) {
    await pause(60);
    appendFileSync(path, file.subarray(at, at + 3000));
    expect(station.kept).toEqual([]);
  }
  await until(() => station.kept.length === 1);
  await source.stop();
  const row = await station.database.query.selectFrom('instance').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ complete: 1, size: file.length, source: 'folder' });
  expect(station.refused).toEqual([]);
});

test('what cannot be read is refused once with its reason, and kept', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'not an image, but somebody put it here');
  writeFileSync(join(folder, 'empty.dcm'), '');
  const source = await watch();
  await until(() => station.refused.length === 2);
  await pause(100);
  await source.stop();
  const codes = station.refused.map((one) => `${one.name} ${one.failure.code}`).sort();
  expect(codes).toEqual(['empty.dcm file-empty', 'notes.txt format-unknown']);
  expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  const rows = await station.database.query.selectFrom('watchedFile').select('outcome').execute();
  expect(rows).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }]);
});

test('a missing folder is told and taken up when it appears', async () => {
  rmSync(folder, { recursive: true });
  const troubles: (Failure | null)[] = [];
  const source = await watch(troubles);
  await until(() => troubles.length === 1);
  expect(source.trouble()?.code).toBe('watch-folder-missing');
  mkdirSync(folder);
  writeFileSync(join(folder, 'one.dcm'), makeFile(makeFacts()));
  await until(() => station.kept.length === 1);
  await source.stop();
  expect(troubles.map((one) => one?.code ?? null)).toEqual(['watch-folder-missing', null]);
});

test('files given by hand are each taken or refused', async () => {
  writeFileSync(join(folder, '1.dcm'), makeFile(makeFacts()));
  writeFileSync(join(folder, '2.txt'), 'something else entirely');
  const source = await startFileSource({ ...station.deps, studyOf: station.studyOf }, { paths: [folder] });
  if (!source.ok) throw new Error(source.failure.message);
  const outcomes = await source.value.done;
  expect(outcomes.map((one) => one.result.ok)).toEqual([true, false]);
  expect(
    await startFileSource({ ...station.deps, studyOf: station.studyOf }, { paths: [join(folder, 'absent')] }),
  ).toMatchObject({
    failure: { code: 'file-unreadable' },
  });
});
