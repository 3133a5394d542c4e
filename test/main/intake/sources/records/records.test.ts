import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBundle } from '#shared/formats/ecg/bundle/open-bundle.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { listStudies, readStudy } from '../../../../../main/archive/read-study.ts';
import { startFileSource } from '../../../../../main/intake/sources/file-source.ts';
import { startFolderSource } from '../../../../../main/intake/sources/folder-source.ts';
import { readZipDirectory } from '../../../../../main/intake/sources/zip/read-directory.ts';
import { unpackMember } from '../../../../../main/intake/sources/zip/unpack-member.ts';
import { ishneBytes } from '../../../../builders/holter-bytes.ts';
import { recordFiles } from '../../../../builders/record-files.ts';
import { zipBytes } from '../../../../builders/zip-bytes.ts';
import { hasSharedData, sharedDataFolder } from '../../../../rig/shared-data.ts';
import { makeFacts, makeFile } from '../../rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../../rig/test-station.ts';

let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-records-'));
});

afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(files: Record<string, Uint8Array>): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

async function takeByHand(paths: readonly string[]) {
  const started = await startFileSource({ ...station.deps, studyOf: station.studyOf }, { paths });
  if (!started.ok) throw new Error(started.failure.message);
  return started.value.done;
}

async function watch(partsMs: number) {
  const options = { folder, pollMs: 20, stableMs: 40, partsMs };
  const started = await startFolderSource(
    { ...station.deps, studyOf: station.studyOf, onTrouble: () => undefined },
    options,
  );
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
}

const objectOf = (at: number): Buffer => {
  const kept = station.kept[at];
  if (kept === undefined) throw new Error(`nothing kept at ${at}`);
  return readFileSync(station.vault.pathOf(kept.sha256));
};

/** A beats file with one beat. */
function annBytes(): Buffer {
  const bytes = Buffer.alloc(522 + 12);
  bytes.write('ANN  1.0', 0, 'latin1');
  bytes.writeUInt32LE(50, 522);
  bytes.write('N', 526, 'latin1');
  bytes.writeUInt16LE(30, 528);
  bytes.write('N', 530, 'latin1');
  bytes.writeUInt16LE(40, 532);
  return bytes;
}

describe('files of one record', () => {
  test('are one object, each byte for byte as it came, whichever of them was opened', async () => {
    const files = recordFiles();
    put({ ...files, 'image.dcm': makeFile(makeFacts()) });
    const outcomes = await takeByHand([join(folder, '100.dat')]);
    expect(outcomes.map(({ path, result }) => [path, result.ok])).toEqual([[join(folder, '100.hea'), true]]);
    const parts = openBundle(objectOf(0));
    expect(parts?.map(({ name }) => name)).toEqual(['100.hea', '100.dat', '100.atr']);
    for (const { name, bytes } of parts ?? [])
      expect(Buffer.from(bytes).equals(files[name] as Buffer)).toBe(true);
    const again = await takeByHand([folder]);
    expect(again.map(({ result }) => (result.ok ? result.value.outcome : result.failure.code))).toEqual([
      'same',
      'new',
    ]);
    const row = await station.database.query
      .selectFrom('instance')
      .selectAll()
      .where('format', '=', 'wfdb')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ complete: 1, peer: join(folder, '100.hea'), source: 'file' });
  });

  test('are a zip whose directory other programs can read', async () => {
    const files = recordFiles();
    put(files);
    await takeByHand([folder]);
    const path = join(folder, 'kept.zip');
    writeFileSync(path, objectOf(0));
    const file = await open(path, 'r');
    const members = await readZipDirectory(file, objectOf(0).length);
    if (!members.ok) throw new Error(members.failure.message);
    expect(members.value.map(({ name }) => name)).toEqual(['100.hea', '100.dat', '100.atr']);
    for (const member of members.value) {
      const pieces: Buffer[] = [];
      const wrong = await unpackMember(file, member, { bytesLeft: 1e9 }, (bytes) => {
        pieces.push(Buffer.from(bytes));
        return null;
      });
      expect(wrong).toBeNull();
      expect(Buffer.concat(pieces).equals(files[member.name] as Buffer)).toBe(true);
    }
    await file.close();
  });

  test('in a watched folder wait for one another, signals first or header first', async () => {
    const {
      '100.hea': header,
      '100.dat': signals,
      '100.atr': beats,
    } = recordFiles() as Record<string, Buffer>;
    if (header === undefined || signals === undefined || beats === undefined) throw new Error('files');
    const source = await watch(60_000);
    put({ '100.dat': signals, '100.atr': beats });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([station.kept.length, station.refused.length]).toEqual([0, 0]);
    put({ '100.hea': header });
    await until(() => station.kept.length === 1);
    const second = recordFiles('200');
    put({ '200.hea': second['200.hea'] as Buffer });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(station.kept).toHaveLength(1);
    put({ '200.dat': second['200.dat'] as Buffer });
    await until(() => station.kept.length === 2);
    await source.stop();
    expect(station.refused).toEqual([]);
    expect(readEcgFile(new Uint8Array(objectOf(0))).ok).toBe(true);
    const rows = await station.database.query.selectFrom('watchedFile').select('outcome').execute();
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(5).fill('kept'));
  });

  test('that stay incomplete are refused by the name of what lacks, and taken when it comes', async () => {
    const files = recordFiles();
    put({ '100.hea': files['100.hea'] as Buffer });
    const source = await watch(100);
    await until(() => station.refused.length === 1);
    expect(station.refused[0]).toMatchObject({
      name: '100.hea',
      failure: { code: 'signal-file-missing', params: { name: '100.dat' } },
    });
    put({ '100.dat': files['100.dat'] as Buffer });
    await until(() => station.kept.length === 1);
    await source.stop();
    expect(station.refused).toHaveLength(1);
  });

  test('whose marks come later into a watched folder stand beside the recording, which stays one version', async () => {
    const files = recordFiles();
    put({ '100.hea': files['100.hea'] as Buffer, '100.dat': files['100.dat'] as Buffer });
    const source = await watch(100);
    await until(() => station.kept.length === 1);
    put({ '100.atr': files['100.atr'] as Buffer });
    await until(() => station.kept.length === 2);
    const other = Buffer.concat([files['100.atr'] as Buffer, Buffer.alloc(2)]);
    put({ '100.qrs': other });
    await until(() => station.kept.length === 3);
    // Looked at again and again, they are taken once.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await source.stop();
    expect(station.kept).toHaveLength(3);
    expect(objectOf(1).equals(files['100.atr'] as Buffer)).toBe(true);
    const [recording] = station.kept;
    const study = await readStudy(station.database, recording?.studyInstanceUid ?? '');
    expect(
      study?.series.map(({ description, instances }) => [description, instances.map(({ format }) => format)]),
    ).toEqual(
      expect.arrayContaining([
        [expect.any(String), ['wfdb']],
        ['100.atr', ['attachment']],
        ['100.qrs', ['attachment']],
      ]),
    );
    const { query } = station.database;
    const variants = await query.selectFrom('instance').select(['variant', 'conflict']).execute();
    expect(variants).toEqual(Array(3).fill({ variant: 0, conflict: 0 }));
    expect((await listStudies(station.database))[0]).toMatchObject({ instanceCount: 1, documentCount: 2 });
    // The next start finds nothing new.
    const again = await watch(100);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await again.stop();
    expect(station.kept).toHaveLength(3);
  });

  test('given by hand once more with marks are the same recording, which stays one version', async () => {
    const files = recordFiles();
    put({ '100.hea': files['100.hea'] as Buffer, '100.dat': files['100.dat'] as Buffer });
    await takeByHand([folder]);
    put({ '100.atr': files['100.atr'] as Buffer });
    await takeByHand([folder]);
    const [first, second] = station.kept;
    expect(second?.studyInstanceUid).toBe(first?.studyInstanceUid);
    expect(objectOf(1).equals(files['100.atr'] as Buffer)).toBe(true);
    // Once more as it was, without the marks, and with other ones.
    const [again] = await takeByHand([folder]);
    expect(again?.result.ok).toBe(true);
    rmSync(join(folder, '100.atr'));
    const [alone] = await takeByHand([folder]);
    expect(alone?.result).toMatchObject({ ok: true, value: { sha256: first?.sha256, outcome: 'same' } });
    put({ '100.qrs': Buffer.concat([files['100.atr'] as Buffer, Buffer.alloc(2)]) });
    await takeByHand([folder]);
    const { query } = station.database;
    const found = await query.selectFrom('instance').select(['format', 'variant', 'conflict']).execute();
    expect(found.sort((a, b) => a.format.localeCompare(b.format))).toEqual([
      { format: 'attachment', variant: 0, conflict: 0 },
      { format: 'attachment', variant: 0, conflict: 0 },
      { format: 'wfdb', variant: 0, conflict: 0 },
    ]);
  });

  test('that came with marks and come again with others keep the first whole, the others beside it', async () => {
    const files = recordFiles();
    put(files);
    await takeByHand([folder]);
    // The very same once more.
    await takeByHand([folder]);
    expect(station.kept.map(({ outcome }) => outcome)).toEqual(['new', 'same']);
    put({ '100.atr': Buffer.concat([files['100.atr'] as Buffer, Buffer.alloc(2)]) });
    await takeByHand([folder]);
    const { query } = station.database;
    const found = await query.selectFrom('instance').select(['format', 'variant']).execute();
    expect(found).toHaveLength(2);
    expect(found.every(({ variant }) => variant === 0)).toBe(true);
  });

  test('in a zip are found folder by folder; what belongs to none is taken alone', async () => {
    const entries = [...Object.entries(recordFiles('100')), ...Object.entries(recordFiles('200'))].map(
      ([name, bytes]) => ({ name: `holter/${name}`, bytes }),
    );
    const stray = recordFiles('100')['100.dat'] as Buffer;
    writeFileSync(
      join(folder, 'export.zip'),
      zipBytes([
        ...entries,
        { name: 'other/100.dat', bytes: stray },
        { name: 'one.dcm', bytes: makeFile(makeFacts()) },
      ]),
    );
    const [outcome] = await takeByHand([join(folder, 'export.zip')]);
    const told = (outcome?.members ?? []).map(({ name, result }) => [
      name,
      result.ok ? 'kept' : result.failure.code,
    ]);
    expect(told).toEqual([
      ['export.zip/holter/100.hea', 'kept'],
      ['export.zip/holter/200.hea', 'kept'],
      ['export.zip/other/100.dat', 'format-unknown'],
      ['export.zip/one.dcm', 'kept'],
    ]);
    // The same record from a folder is the same object: the zip left no trace in it.
    put(recordFiles('100'));
    const again = await takeByHand([join(folder, '100.hea')]);
    expect(again[0]?.result).toMatchObject({ ok: true, value: { outcome: 'same' } });
  });

  test('a damaged part of a zip lets nothing of its record in', async () => {
    const entries = Object.entries(recordFiles()).map(([name, bytes]) =>
      name === '100.dat' ? { name, bytes, stored: true, crc: 1 } : { name, bytes, stored: true },
    );
    writeFileSync(join(folder, 'export.zip'), zipBytes(entries));
    const [outcome] = await takeByHand([join(folder, 'export.zip')]);
    expect(outcome?.result).toMatchObject({ ok: false, failure: { code: 'zip-damaged' } });
    expect(station.kept).toEqual([]);
  });

  test('an ISHNE recording keeps its beats, and is the same instance as without them', async () => {
    const samples = Array.from({ length: 400 }, (_, at) => at);
    const recording = ishneBytes({ leads: [{ code: 5, nanovolts: 2000, samples }], samplingHz: 200 });
    put({ 'night.ecg': recording, 'night.ann': annBytes() });
    await takeByHand([folder]);
    const read = readEcgFile(new Uint8Array(objectOf(0)));
    expect(read.ok && read.value.waveform.annotations?.map(({ sample }) => sample)).toEqual([80, 120]);
    rmSync(join(folder, 'night.ann'));
    await takeByHand([folder]);
    const [together, alone] = station.kept;
    expect(alone?.sopInstanceUid).toBe(together?.sopInstanceUid);
    expect(alone?.sha256).not.toBe(together?.sha256);
  });
});

describe.skipIf(!hasSharedData)('real records', () => {
  test('of every storage format go in whole and read as beside one another', async () => {
    for (const name of ['mitdb', 'ludb', 'ptbdb', 'qtdb', 'cinc2017']) {
      mkdirSync(join(folder, name));
      cpSync(join(sharedDataFolder, 'ecg/wfdb', name), join(folder, name), { recursive: true });
    }
    cpSync(join(sharedDataFolder, 'ecg/wfdb/formats/041s'), join(folder, '041s'), { recursive: true });
    cpSync(join(sharedDataFolder, 'ecg/wfdb/formats'), join(folder, 'formats'), { recursive: true });
    const outcomes = (await takeByHand([folder])).filter(({ path }) => path.endsWith('.hea'));
    expect(outcomes.length).toBeGreaterThanOrEqual(20);
    for (const { path, result } of outcomes) {
      expect([path, result.ok]).toEqual([path, true]);
      if (!result.ok) continue;
      const kept = readEcgFile(new Uint8Array(readFileSync(station.vault.pathOf(result.value.sha256))));
      const beside = readEcgFile(new Uint8Array(readFileSync(path)), {
        sibling: (name) => {
          try {
            return new Uint8Array(readFileSync(join(path, '..', name)));
          } catch {
            return null;
          }
        },
      });
      expect(kept).toEqual(beside);
    }
  }, 120_000);
});
