import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { expectStudy } from '../../../main/archive/expect-study.ts';
import { keepFetchedObject, type OpenDownload } from '../../../main/archive/fetch-object.ts';
import { fetchStudy } from '../../../main/archive/fetch-study.ts';
import { openArchive } from '../../../main/archive/open-archive.ts';
import { openObject, readObject, verifyObject } from '../../../main/archive/open-object.ts';
import { readObjectForWindow } from '../../../main/archive/read-object-for-window.ts';
import { listStudies, readConflicts, readStudy } from '../../../main/archive/read-study.ts';
import { openVault } from '../../../main/archive/vault.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { makeDataSet, makeFacts, makeFile } from '../intake/rig/data-set.ts';
import { filesBelow, openTestStation, type TestStation } from '../intake/rig/test-station.ts';

let station: TestStation;

beforeEach(async () => {
  station = await openTestStation();
});

afterEach(async () => {
  await station.close();
});

async function keep(file: Buffer) {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(file);
  const label = { name: 'test', provenance: { source: 'file', peer: 'test' } } as const;
  const kept = await acceptArrival(station.deps, temporary, label);
  if (!kept.ok) throw new Error(kept.failure.message);
  return kept.value;
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

test('gives back what was kept, whole and in part', async () => {
  const file = makeFile(makeFacts({ pixelBytes: 3_000_000 }));
  const { sha256 } = await keep(file);
  expect(sha256).toBe(createHash('sha256').update(file).digest('hex'));
  const whole = await openObject(station.vault, sha256);
  if (!whole.ok) throw new Error(whole.failure.message);
  expect((await bytesOf(whole.value.stream)).equals(file)).toBe(true);
  const part = await openObject(station.vault, sha256, { from: 100, to: 200 });
  if (!part.ok) throw new Error(part.failure.message);
  expect(part.value).toMatchObject({ size: file.length, range: { from: 100, to: 200 } });
  expect((await bytesOf(part.value.stream)).equals(file.subarray(100, 200))).toBe(true);
  expect(await readObject(station.vault, sha256)).toMatchObject({ ok: true });
  expect(await openObject(station.vault, sha256, { from: file.length + 1 })).toMatchObject({
    failure: { code: 'invalid-input' },
  });
  expect(await openObject(station.vault, '0'.repeat(64) as Sha256)).toMatchObject({
    failure: { code: 'object-not-found' },
  });
});

test('a damaged object is found, set aside and no longer held', async () => {
  const { sha256, studyInstanceUid } = await keep(makeFile(makeFacts()));
  const deps = { vault: station.vault, database: station.database };
  expect(await verifyObject(deps, sha256)).toMatchObject({ ok: true });
  const bytes = readFileSync(station.vault.pathOf(sha256));
  bytes.writeUInt8(99, bytes.length - 1);
  writeFileSync(station.vault.pathOf(sha256), bytes);
  expect(await verifyObject(deps, sha256)).toMatchObject({ failure: { code: 'object-damaged' } });
  const study = await readStudy(station.database, studyInstanceUid);
  expect(study?.series[0]?.instances[0]?.held).toBe(false);
});

test('reads studies in order, with conflicts beside the first content', async () => {
  const facts = makeFacts({ seriesInstanceUid: '1.2.3.1.9' });
  await keep(makeFile(facts));
  await keep(makeFile(makeFacts({ studyInstanceUid: '1.2.3.2', modality: 'ECG' })));
  await keep(makeFile({ ...facts, fill: 9 }));
  const study = await readStudy(station.database, facts.studyInstanceUid);
  expect(study).toMatchObject({ kind: 'imaging', devicePatient: { id: 'P1' } });
  expect(study?.series.flatMap((one) => one.instances)).toHaveLength(1);
  expect(await readConflicts(station.database, facts.studyInstanceUid)).toHaveLength(2);
  expect(await readStudy(station.database, '9.9')).toBeNull();
  const listed = await listStudies(station.database);
  expect(listed.map((one) => one.instanceCount)).toEqual([1, 1]);
  expect(listed.map((one) => one.heldCount)).toEqual([1, 1]);
  expect(listed.flatMap((one) => one.modalities).sort()).toEqual(['CT', 'ECG']);
});

test('a reader fetches an expected study, resumes where it was cut, and refuses other bytes', async () => {
  const files = [1, 2, 3].map((fill) => makeFile(makeFacts({ fill, pixelBytes: 50_000 })));
  for (const file of files) await keep(file);
  const study = (await readStudy(station.database, '1.2.3.1')) as Study;
  const bySha = new Map(files.map((file) => [createHash('sha256').update(file).digest('hex'), file]));

  const reader = await openTestStation();
  const deps = { database: reader.database, vault: reader.vault, clock: Date.now };
  await expectStudy(deps, study, 'exchange');
  const expected = await readStudy(reader.database, '1.2.3.1');
  expect(expected?.series.flatMap((one) => one.instances.map((instance) => instance.held))).toEqual([
    false,
    false,
    false,
  ]);
  let cuts = 1;
  const offsets: number[] = [];
  const download: OpenDownload = async (sha256, offset) => {
    offsets.push(offset);
    const file = bySha.get(sha256) ?? Buffer.alloc(0);
    const cut = cuts > 0;
    cuts -= 1;
    async function* stream() {
      yield file.subarray(offset, offset + 20_000);
      if (cut) throw new Error('connection lost');
      yield file.subarray(offset + 20_000);
    }
    return { ok: true, value: { offset, stream: stream() } };
  };
  const options = { peer: 'exchange', parallel: 1 };
  expect(await fetchStudy(deps, download, study, options)).toMatchObject({ failure: { code: 'link-lost' } });
  const fetched = await fetchStudy(deps, download, study, options);
  expect(fetched).toMatchObject({ ok: true, value: { held: 3, total: 3 } });
  expect(offsets).toEqual([0, 20_000, 0, 0]);
  expect(filesBelow(join(reader.vault.folder, 'objects'))).toHaveLength(3);
  expect(filesBelow(join(reader.vault.folder, 'partial'))).toEqual([]);
  expect((await readStudy(reader.database, '1.2.3.1'))?.series[0]?.instances[0]?.held).toBe(true);
  const wrong = { sha256: 'a'.repeat(64) as Sha256, size: 3 };
  expect(await keepFetchedObject(deps, Buffer.from('abc'), wrong)).toMatchObject({
    failure: { code: 'hash-mismatch' },
  });
  await reader.close();
});

test('the window gets a deflated object inflated and everything else as it is', async () => {
  const facts = makeFacts({ pixelBytes: 70_000 });
  const plain = makeFile(facts);
  const deflated = makeFile(facts, {
    syntax: '1.2.840.10008.1.2.1.99',
    dataSet: deflateRawSync(makeDataSet(facts)),
  });
  const { sha256 } = await keep(deflated);
  for (let round = 0; round < 2; round += 1) {
    const opened = await readObjectForWindow(station.vault, sha256);
    if (!opened.ok) throw new Error(opened.failure.message);
    expect((await bytesOf(opened.value.stream)).equals(plain)).toBe(true);
  }
  const other = await keep(plain);
  const opened = await readObjectForWindow(station.vault, other.sha256, { from: 5, to: 9 });
  if (!opened.ok) throw new Error(opened.failure.message);
  expect((await bytesOf(opened.value.stream)).equals(plain.subarray(5, 9))).toBe(true);
});

test('what a crash left in incoming: named by the index, it gets its name again; else it is cleared', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-vault-'));
  const first = await openVault(folder);
  if (!first.ok) throw new Error(first.failure.message);
  const whole = Buffer.from('whole');
  const sha256 = createHash('sha256').update(whole).digest('hex') as Sha256;
  writeFileSync(join(folder, 'incoming', 'left'), 'half');
  writeFileSync(join(folder, 'incoming', 'cut'), whole);
  await openVault(folder);
  expect(filesBelow(folder)).toHaveLength(2);
  await openVault(folder, { isIndexed: (one) => one === sha256 });
  expect(filesBelow(join(folder, 'incoming'))).toEqual([]);
  expect(filesBelow(folder)).toHaveLength(1);
  expect(readFileSync(first.value.pathOf(sha256)).equals(whole)).toBe(true);
  rmSync(folder, { recursive: true });
});

test('a station whose last rename was lost in a power cut holds the object again after its start', async () => {
  const { sha256, studyInstanceUid } = await keep(makeFile(makeFacts()));
  renameSync(station.vault.pathOf(sha256), join(station.vault.folder, 'incoming', 'cut'));
  const { database, folder } = station;
  const log = { warn: () => undefined, error: () => undefined };
  const archive = await openArchive(
    {
      ...{ database, clock: Date.now, log, isIndexLost: false },
      onInstanceKept: () => undefined,
      onStoreChanged: () => undefined,
    },
    folder,
    { reserveBytes: 0 },
  );
  if (!archive.ok) throw new Error(archive.failure.message);
  await archive.value.guard.stop();
  expect(await verifyObject({ vault: archive.value.vault, database }, sha256)).toMatchObject({ ok: true });
  const study = await readStudy(database, studyInstanceUid);
  expect(study?.series[0]?.instances[0]?.held).toBe(true);
});

test('an unusable folder has its own failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-vault-'));
  writeFileSync(join(folder, 'file'), '');
  expect(await openVault(join(folder, 'file'))).toMatchObject({ failure: { code: 'folder-unusable' } });
  rmSync(folder, { recursive: true });
});
