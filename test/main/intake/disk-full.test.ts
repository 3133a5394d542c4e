/** A disk of eight mebibytes: full means "try later", never a lost or half object, and space that returns is used. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataSet, makeFacts } from './rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from './rig/raw-scu.ts';
import { filesBelow, openTestStation, until } from './rig/test-station.ts';

let mount: string;
let mounted = false;

beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'yuanzhen-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mount], { stdio: 'ignore' });
    mounted = true;
  } catch {
    mounted = false;
  }
});

afterEach(() => {
  if (mounted) execFileSync('umount', [mount]);
  rmSync(mount, { recursive: true });
});

test.each([
  ['the watch of free space', true],
  ['the file system itself', false],
])('%s refuses with A700H, and nothing is half', async (_name, watched) => {
  if (!mounted) {
    console.log('SKIPPED full-disk test: a tmpfs can be mounted only by root.');
    return;
  }
  const folder = join(mount, 'station');
  mkdirSync(folder);
  const ballast = join(mount, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  const station = await openTestStation({ folder });
  if (!watched)
    Object.assign(station.deps.store, { checkSpace: async () => ({ ok: true, value: undefined }) });
  const source = await station.listen();
  const scu = await associate(source.address);
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    const facts = makeFacts({ pixelBytes: n % 3 === 2 ? 1_400_000 : 300_000, fill: n });
    scu.write(storeMessage(facts, makeDataSet(facts), { fragments: 30, messageId: n + 1 }));
    statuses.push(await readStatus(scu));
  }
  expect(new Set(statuses)).toEqual(new Set([0, 0xa700]));
  const stored = statuses.filter((status) => status === 0).length;
  expect(station.kept).toHaveLength(stored);
  expect(await station.database.query.selectFrom('instance').select('sha256').execute()).toHaveLength(stored);
  expect(filesBelow(join(station.vault.folder, 'incoming'))).toEqual([]);
  expect(station.database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  rmSync(ballast);
  const facts = makeFacts({ pixelBytes: 300_000 });
  scu.write(storeMessage(facts, makeDataSet(facts), { fragments: 30 }));
  expect(await readStatus(scu)).toBe(0);
  await release(scu);
  await until(() => station.ended.length === 1);
  await station.close();
});
