import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFileSource } from '../../../../../main/intake/sources/file-source.ts';
import { startFolderSource } from '../../../../../main/intake/sources/folder-source.ts';
import {
  directory,
  encapsulatedPdf,
  keyObjects,
  presentationState,
  textReport,
} from '../../../../builders/every-syntax.ts';
import { ecgPng } from '../../../../builders/pictures.ts';
import { type ZipEntry, zipBytes } from '../../../../builders/zip-bytes.ts';
import { makeFacts, makeFile } from '../../rig/data-set.ts';
import { filesBelow, openTestStation, type TestStation, until } from '../../rig/test-station.ts';

let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-zip-'));
});

afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(paths: readonly string[]) {
  const started = await startFileSource({ ...station.deps, studyOf: station.studyOf }, { paths });
  if (!started.ok) throw new Error(started.failure.message);
  return started.value.done;
}

/** Name → `kept` or the code of why not. */
async function takeZip(entries: readonly ZipEntry[], count?: number) {
  const path = join(folder, 'media.zip');
  writeFileSync(path, zipBytes(entries, count));
  const [outcome] = await take([path]);
  const members = Object.fromEntries(
    (outcome?.members ?? []).map(({ name, result }) => [name, result.ok ? 'kept' : result.failure.code]),
  );
  return { members, whole: outcome?.result.ok === true ? 'kept' : outcome?.result.failure.code };
}

const slice = () => makeFile(makeFacts());

describe('a zip', () => {
  test('is taken member by member, each with its own result', async () => {
    const broken = slice().subarray(0, 200);
    const { members, whole } = await takeZip([
      { name: 'IMAGES/', bytes: new Uint8Array() },
      { name: 'IMAGES/one.dcm', bytes: slice() },
      { name: 'IMAGES/two.dcm', bytes: slice(), stored: true },
      { name: Buffer.from([0xd0, 0xc4, 0xb5, 0xe7, 0x2e, 0x70, 0x6e, 0x67]), bytes: ecgPng(60, 40) },
      { name: 'viewer.exe', bytes: Buffer.from('MZ this is a program that nobody wants') },
      { name: 'empty', bytes: new Uint8Array() },
      { name: 'DICOMDIR', bytes: directory(['IMAGES\\ONE']) },
      { name: 'sr.dcm', bytes: textReport() },
      { name: 'ko.dcm', bytes: keyObjects() },
      { name: 'pr.dcm', bytes: presentationState() },
      { name: 'pdf.dcm', bytes: encapsulatedPdf(Buffer.from('%PDF-1.4\n%%EOF\n')) },
      { name: 'broken.dcm', bytes: broken },
    ]);
    expect(whole).toBe('kept');
    expect(members).toEqual({
      'media.zip/IMAGES/one.dcm': 'kept',
      'media.zip/IMAGES/two.dcm': 'kept',
      'media.zip/心电.png': 'kept',
      'media.zip/viewer.exe': 'format-unknown',
      'media.zip/empty': 'file-empty',
      'media.zip/DICOMDIR': 'directory-alone',
      'media.zip/sr.dcm': 'kept',
      'media.zip/ko.dcm': expect.stringMatching(/kept|conflict/),
      'media.zip/pr.dcm': 'kept',
      'media.zip/pdf.dcm': 'kept',
      'media.zip/broken.dcm': expect.stringMatching(/dicom-/),
    });
  });

  test('never writes under a name, whatever the name is', async () => {
    const { members } = await takeZip([
      { name: '../../../../tmp/yuanzhen-escaped', bytes: slice() },
      { name: '/etc/yuanzhen-escaped', bytes: slice() },
      { name: 'C:\\Windows\\x.dcm', bytes: slice() },
      { name: 'a\0b\u202egnp.exe', bytes: slice() },
      { name: 'link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 },
      { name: 'secret', bytes: slice(), flags: 1 },
    ]);
    expect(Object.values(members)).toEqual([
      'kept',
      'kept',
      'kept',
      'kept',
      'zip-member-ignored',
      'zip-member-ignored',
    ]);
    expect(readdirSync(tmpdir()).filter((name) => name.includes('escaped'))).toEqual([]);
    expect(Object.keys(members)).toContain('media.zip/abgnp.exe');
  });

  test('stops bombs, forged sizes, overlaps and quines', async () => {
    const zeros = new Uint8Array(40 * 1024 * 1024);
    const bomb = { name: 'bomb', bytes: zeros };
    expect((await takeZip([bomb, { name: 'good', bytes: slice() }])).members).toEqual({
      'media.zip/bomb': 'zip-over-limit',
      'media.zip/good': 'kept',
    });
    const forged = {
      name: 'forged',
      packed: deflateRawSync(new Uint8Array(5000)),
      declaredSize: 100,
      crc: 0,
    };
    expect((await takeZip([forged])).members).toEqual({ 'media.zip/forged': 'zip-damaged' });
    expect((await takeZip([{ name: 'crc', bytes: slice(), crc: 1 }])).members).toEqual({
      'media.zip/crc': 'zip-damaged',
    });
    const shared = [
      { name: 'a', bytes: slice() },
      { name: 'b', bytes: slice(), sharesWith: 0 },
    ];
    expect((await takeZip(shared)).whole).toBe('zip-damaged');
    expect((await takeZip([{ name: 'a', bytes: slice() }], 60_000)).whole).toBe('zip-over-limit');
    const cut = zipBytes([{ name: 'a', bytes: slice() }]);
    writeFileSync(join(folder, 'cut.zip'), cut.subarray(0, cut.length - 30));
    const [outcome] = await take([join(folder, 'cut.zip')]);
    expect(outcome?.result).toMatchObject({ ok: false, failure: { code: 'zip-damaged' } });
    expect(station.refused.at(-1)?.failure.code).toBe('zip-damaged');
  });

  test('in a zip is opened, a third one is not', async () => {
    const innermost = zipBytes([{ name: 'deep.dcm', bytes: slice() }]);
    const inner = zipBytes([
      { name: 'deepest.zip', bytes: innermost },
      { name: 'inner.dcm', bytes: slice() },
    ]);
    expect((await takeZip([{ name: 'inner.zip', bytes: inner }])).members).toEqual({
      'media.zip/inner.zip/deepest.zip': 'zip-over-limit',
      'media.zip/inner.zip/inner.dcm': 'kept',
    });
    expect(readdirSync(join(station.folder, 'vault')).includes('incoming')).toBe(true);
    expect(filesBelow(join(station.folder, 'vault', 'incoming'))).toEqual([]);
  });

  test('in the watched folder is taken once', async () => {
    writeFileSync(
      join(folder, 'export.zip'),
      zipBytes([
        { name: 'one', bytes: slice() },
        { name: 'two', bytes: slice() },
      ]),
    );
    const started = await startFolderSource(
      { ...station.deps, studyOf: station.studyOf, onTrouble: () => undefined },
      { folder, pollMs: 20, stableMs: 40 },
    );
    if (!started.ok) throw new Error(started.failure.message);
    await until(() => station.kept.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await started.value.stop();
    expect(station.kept.map(({ outcome }) => outcome)).toEqual(['new', 'new']);
    expect(station.refused).toEqual([]);
  });
});

describe('a medium with a DICOMDIR', () => {
  test('is taken by its directory or its folder; the directory is no refusal, a missing file is told', async () => {
    mkdirSync(join(folder, 'images', 'ct'), { recursive: true });
    writeFileSync(join(folder, 'images', 'ct', 'im1'), slice());
    writeFileSync(join(folder, 'images', 'ct', 'IM2'), slice());
    writeFileSync(join(folder, 'notes.txt'), 'not part of the medium');
    symlinkSync('/etc', join(folder, 'OUT'));
    const ids = [
      'IMAGES\\CT\\IM1',
      'IMAGES\\CT\\IM2',
      'IMAGES\\CT\\GONE',
      '..\\..\\etc\\passwd',
      'OUT\\passwd',
    ];
    writeFileSync(join(folder, 'DICOMDIR'), directory(ids));
    const outcomes = await take([join(folder, 'DICOMDIR')]);
    const codes = outcomes.map(({ result }) => (result.ok ? 'kept' : result.failure.code));
    expect(codes).toEqual([
      'referenced-file-missing',
      'referenced-file-missing',
      'referenced-file-missing',
      'directory-alone',
      'kept',
      'kept',
    ]);
    expect(station.refused).toEqual([]);
    await take([join(folder, 'images'), join(folder, 'DICOMDIR')]);
    expect(station.kept).toHaveLength(6);
    expect(new Set(station.kept.map(({ sha256 }) => sha256)).size).toBe(2);
  });
});
