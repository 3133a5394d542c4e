/** A full disk and a failing one: nothing new is taken, what was begun goes through, and returning space is used. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failure } from '#shared/failure.ts';
import { failure } from '#shared/failure.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { keepFetchedObject } from '../../../main/archive/fetch-object.ts';
import { guardStore, type StoreGuard } from '../../../main/archive/guard-store.ts';
import { vaultFailure } from '../../../main/archive/seal-object.ts';
import { openVault, type Vault } from '../../../main/archive/vault.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let mount: string;
let mounted = false;
let vault: Vault;
let database: StationDatabase;
let guard: StoreGuard;
const told: (Failure | null)[] = [];
const silent = { warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  mount = mkdtempSync(join(tmpdir(), 'yuanzhen-guard-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', mount], { stdio: 'ignore' });
    mounted = true;
  } catch {
    mounted = false;
  }
  mkdirSync(join(mount, 'station'));
  const opened = await openVault(join(mount, 'station', 'vault'), {
    reserveBytes: 4_000_000,
    ballastBytes: 2_000_000,
  });
  const data = openStationDatabase(join(mount, 'station'));
  if (!opened.ok || !data.ok) throw new Error('not opened');
  vault = opened.value;
  database = data.value;
  told.length = 0;
  guard = guardStore({ vault, log: silent, onChanged: (trouble) => told.push(trouble) });
  database.setOnFull(guard.makeRoom);
  await guard.look();
});
afterEach(async () => {
  await guard.stop();
  vault.close();
  if (database.sqlite.open) database.close();
  if (mounted) execFileSync('umount', [mount]);
  rmSync(mount, { recursive: true });
});

const free = (): number => statfsSync(mount).bavail * statfsSync(mount).bsize;
const write = (text: string) =>
  database.commit(() =>
    database.sqlite.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)').run('draft', text),
  );

test('on a disk that is full to the last byte a draft is saved and a report kept; then the ballast comes back', async () => {
  if (!mounted) {
    console.log('SKIPPED full-disk test: a tmpfs can be mounted only by root.');
    return;
  }
  expect(vault.ballast.held()).toBe(true);
  expect(statSync(join(vault.folder, 'ballast')).blocks * 512).toBeGreaterThanOrEqual(2_000_000);
  await write('"before"');
  const filler = join(mount, 'filler');
  writeFileSync(filler, Buffer.alloc(Math.max(0, free() - 20 * 4096)));
  try {
    for (let n = 0; ; n += 1) writeFileSync(join(mount, `last-${n}`), Buffer.alloc(4096));
  } catch {
    // Full to the last block, by somebody else.
  }
  expect(free()).toBe(0);
  await vault.space.look();
  expect(await vault.space.check(1)).toMatchObject({ failure: { code: 'disk-full' } });
  await write(JSON.stringify('d'.repeat(100_000)));
  expect(vault.ballast.held()).toBe(false);
  const pdf = Buffer.alloc(300_000, 7);
  const sha256 = createHash('sha256').update(pdf).digest('hex') as Sha256;
  const deps = { database, vault, clock: Date.now };
  expect(await keepFetchedObject(deps, pdf, { sha256, size: pdf.length })).toMatchObject({ ok: true });
  expect(await vault.space.check(1)).toMatchObject({ failure: { code: 'disk-full' } });
  rmSync(filler);
  await guard.look();
  expect(vault.ballast.held()).toBe(true);
  expect(await vault.space.check(1000)).toMatchObject({ ok: true });
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('no names left counts as full, though there are bytes', async () => {
  if (!mounted) return;
  execFileSync('mount', ['-o', 'remount,nr_inodes=80', mount]);
  try {
    for (let n = 0; n < 200; n += 1) writeFileSync(join(mount, `name-${n}`), '');
  } catch {
    // No inode left.
  }
  expect(free()).toBeGreaterThan(10_000_000);
  await guard.look();
  expect(await vault.space.check(1)).toMatchObject({ failure: { code: 'disk-full' } });
  for (let n = 0; n < 200; n += 1) rmSync(join(mount, `name-${n}`), { force: true });
  execFileSync('mount', ['-o', 'remount,nr_inodes=1000', mount]);
  expect(await vault.space.check(1)).toMatchObject({ ok: true });
});

test('remounted read-only: nothing is taken and it is said; writable again, it goes on by itself', async () => {
  if (!mounted) return;
  // Only a kernel takes writing away from open files; we have to close ours.
  database.close();
  execFileSync('mount', ['-o', 'remount,ro', mount]);
  const temporary = vault.openTemporary();
  const sealed = await (async () => {
    try {
      await temporary.write(Buffer.from('an object'));
      return await vault.seal(temporary);
    } catch (error) {
      return { ok: false as const, failure: vaultFailure(error) };
    }
  })();
  expect(sealed).toMatchObject({ failure: { code: 'store-failing', params: { passing: 1 } } });
  if (!sealed.ok) guard.note(sealed.failure);
  expect(told.at(-1)).toMatchObject({ code: 'store-failing' });
  await guard.look();
  expect(await vault.space.check(1)).toMatchObject({ failure: { code: 'store-failing' } });
  execFileSync('mount', ['-o', 'remount,rw', mount]);
  await guard.look();
  expect(await vault.space.check(1)).toMatchObject({ ok: true });
  expect(told.at(-1)).toBeNull();
});

test('after an error of the disk itself only a restart takes again', async () => {
  guard.note(vaultFailure(Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })));
  await guard.look();
  expect(await vault.space.check(1)).toMatchObject({ failure: { code: 'store-failing' } });
  guard.note(failure('disk-full', { path: '' }));
  expect(told).toHaveLength(2);
  expect(existsSync(join(vault.folder, 'incoming', 'probe'))).toBe(false);
});

test('a quota refuses what would go over it, whatever the disk holds', async () => {
  vault.space.setQuota(10_000, () => 9000);
  expect(await vault.space.check(900)).toMatchObject({ ok: true });
  expect(await vault.space.check(1100)).toMatchObject({ failure: { code: 'disk-full' } });
  vault.space.setQuota(null, () => 9000);
  expect(await vault.space.check(1100)).toMatchObject({ ok: true });
});
