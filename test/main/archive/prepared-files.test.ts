import { closeSync, existsSync, fstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPreparedFiles } from '../../../main/archive/prepared-files.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-prepared-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A sync of the folder that ends when told to. */
function heldSync() {
  const asked: Array<{ seen: number; resolve: () => void; reject: (reason: unknown) => void }> = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      asked.push({ seen: readdirSync(folder).length, resolve, reject });
    });
  return { asked, sync };
}

test('a name is given out only after a sync that saw it, and one sync serves many', async () => {
  const { asked, sync } = heldSync();
  const files = createPreparedFiles(folder, sync);
  expect(readdirSync(folder)).toEqual([]);
  const first = files.take();
  const firstNamed = first.named();
  expect(asked).toHaveLength(1);
  await turn();
  expect(asked).toHaveLength(2);
  // Still on its way to the disk: the next arrival makes its own.
  const second = files.take();
  void second.named();
  expect(asked).toHaveLength(3);
  const before = asked[1]?.seen ?? 0;
  for (const one of asked) one.resolve();
  await firstNamed;
  await turn();
  const given = [files.take(), files.take(), files.take()];
  await Promise.all(given.map((one) => one.named()));
  expect(asked).toHaveLength(3);
  expect(before).toBeGreaterThanOrEqual(4);
  const paths = [first, second, ...given].map((one) => one.path);
  expect(new Set(paths).size).toBe(5);
  for (const one of [first, second, ...given]) {
    expect(existsSync(one.path)).toBe(true);
    expect(fstatSync(one.file).size).toBe(0);
    closeSync(one.file);
  }
  files.close();
  expect(readdirSync(folder)).toHaveLength(5);
});

test('a batch whose sync failed is dropped, and the next arrival is told', async () => {
  const { asked, sync } = heldSync();
  const files = createPreparedFiles(folder, sync);
  closeSync(files.take().file);
  await turn();
  asked.at(-1)?.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
  await turn();
  expect(readdirSync(folder)).toHaveLength(1);
  const next = files.take();
  await expect(next.named()).rejects.toMatchObject({ code: 'EIO' });
  closeSync(next.file);
  files.close();
});

test('a batch that becomes durable after the end is removed', async () => {
  const { asked, sync } = heldSync();
  const files = createPreparedFiles(folder, sync);
  const taken = files.take();
  await turn();
  files.close();
  asked.at(-1)?.resolve();
  await turn();
  expect(readdirSync(folder)).toHaveLength(1);
  closeSync(taken.file);
});
