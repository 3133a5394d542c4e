/** The nightly re-hash and what follows from it: damage is found, never served, and fetched again where it can be. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sha256 } from '#shared/study/ids.ts';
import { checkAtStart } from '../../../main/archive/check-at-start.ts';
import { fetchLostObjects } from '../../../main/archive/fetch-lost.ts';
import type { OpenDownload } from '../../../main/archive/fetch-object.ts';
import { openObject } from '../../../main/archive/open-object.ts';
import { rehashVault } from '../../../main/archive/rehash-vault.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { makeFacts, makeFile } from '../intake/rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../intake/rig/test-station.ts';

let station: TestStation;
let files: Map<Sha256, Buffer>;
const silent = { warn: () => undefined };

beforeEach(async () => {
  station = await openTestStation();
  files = new Map();
  for (let fill = 0; fill < 12; fill += 1) {
    const file = makeFile(makeFacts({ fill, pixelBytes: 5000 }));
    files.set(await keep(file), file);
  }
});
afterEach(() => station.close());

async function keep(file: Buffer): Promise<Sha256> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(file);
  const label = { name: 'test', provenance: { source: 'file', peer: 'test' } } as const;
  const kept = await acceptArrival(station.deps, temporary, label);
  if (!kept.ok) throw new Error(kept.failure.message);
  return kept.value.sha256;
}

const deps = () => ({ database: station.database, vault: station.vault, clock: Date.now });
const rehash = (more: object = {}) =>
  rehashVault({ ...deps(), isBusy: () => false, onChanged: () => undefined, log: silent, ...more });

function flip(sha256: Sha256): void {
  const bytes = readFileSync(station.vault.pathOf(sha256));
  bytes.writeUInt8(bytes.readUInt8(500) ^ 1, 500);
  writeFileSync(station.vault.pathOf(sha256), bytes);
}

/** An exchange that has some of the objects. */
const downloadOf =
  (has: ReadonlySet<Sha256>): OpenDownload =>
  async (sha256) => {
    const file = files.get(sha256);
    if (file === undefined || !has.has(sha256)) {
      return { ok: false, failure: { code: 'object-not-found', message: '', remedy: '', params: {} } };
    }
    async function* stream() {
      yield file as Buffer;
    }
    return { ok: true, value: { offset: 0, stream: stream() } };
  };

test('finds every damaged and missing object, serves none of them, and brings back what the exchange has', async () => {
  const [flipped, gone, lost, ...sound] = [...files.keys()] as [Sha256, Sha256, Sha256, ...Sha256[]];
  flip(flipped);
  flip(lost);
  rmSync(station.vault.pathOf(gone));
  const check = rehash();
  expect(await check.runNow()).toMatchObject({
    objects: 12,
    damaged: 2,
    missing: 1,
    endedAt: expect.any(Number),
  });
  for (const sha256 of [flipped, gone, lost]) {
    expect(await openObject(station.vault, sha256)).toMatchObject({ failure: { code: 'object-not-found' } });
  }
  for (const sha256 of sound) expect(await openObject(station.vault, sha256)).toMatchObject({ ok: true });
  const restored: Sha256[] = [];
  const again = fetchLostObjects({
    ...deps(),
    download: downloadOf(new Set([flipped, gone])),
    isLinked: () => true,
    onRestored: (sha256) => restored.push(sha256),
  });
  expect(await again.fetch()).toBe(2);
  expect(restored.sort()).toEqual([flipped, gone].sort());
  expect(readFileSync(station.vault.pathOf(flipped)).equals(files.get(flipped) as Buffer)).toBe(true);
  expect(again.list()).toMatchObject([
    { sha256: lost, why: 'damaged', lastFailure: { code: 'object-not-found' } },
  ]);
  expect(again.list()[0]?.studyInstanceUid).not.toBe('');
  // The scanner sends it once more.
  await keep(files.get(lost) as Buffer);
  expect(await again.fetch()).toBe(1);
  expect(again.list()).toEqual([]);
  expect(await check.runNow()).toMatchObject({ objects: 12, damaged: 0, missing: 0 });
  expect(check.reports()).toHaveLength(2);
  await check.stop();
  await again.stop();
});

test('goes on where it was cut, waits while something arrives, and begins by itself at night', async () => {
  let busy = true;
  const first = rehash({ isBusy: () => busy });
  const running = first.runNow();
  await new Promise((resolve) => setTimeout(resolve, 400));
  const cut = station.database.sqlite.prepare('SELECT endedAt FROM vaultCheck').pluck();
  expect(cut.get()).toBeNull();
  await first.stop();
  await running;
  expect(cut.get()).toBeNull();
  busy = false;
  let hour = 12;
  const second = rehash({ lookEveryMs: 20, localHour: () => hour });
  await until(() => cut.get() !== null);
  expect(second.reports()).toMatchObject([{ objects: 12, damaged: 0 }]);
  station.database.sqlite.prepare('UPDATE vaultCheck SET endedAt = endedAt - 86400000').run();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(second.reports()).toHaveLength(1);
  hour = 2;
  await until(() => second.reports().length === 2 && second.reports()[0]?.endedAt !== null);
  await second.stop();
});

test('the check at start finds what a power cut took, without reading the whole vault', async () => {
  const [flipped, gone] = [...files.keys()] as [Sha256, Sha256];
  flip(flipped);
  writeFileSync(station.vault.pathOf(gone), '');
  expect(await checkAtStart(deps())).toMatchObject({ missing: 0, damaged: 2, hasUnindexed: false });
  expect(await openObject(station.vault, gone)).toMatchObject({ failure: { code: 'object-not-found' } });
  station.database.sqlite.prepare('DELETE FROM object WHERE sha256 = ?').run([...files.keys()][5]);
  expect(await checkAtStart(deps())).toMatchObject({ damaged: 0, hasUnindexed: true });
});
