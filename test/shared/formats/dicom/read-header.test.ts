import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { completeBySize, readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { inflateBounded } from '../../../../main/bytes/inflate-bounded.ts';
import {
  element,
  elementHead,
  explicitBig,
  fragments,
  implicitLittle,
  joinBytes,
  metaBytes,
  sequence,
} from '../../../builders/dicom-bytes.ts';
import { rampPixels, sliceDataSet, sliceFile } from '../../../builders/dicom-objects.ts';

const root = '1.2.840.10008.1.2';

function header(bytes: Uint8Array, options = {}) {
  const read = readDicomHeader(bytes, { inflate: inflateBounded, ...options });
  if (!read.ok) throw new Error(read.failure.code);
  return read.value;
}

const codes = (bytes: Uint8Array) => header(bytes).warnings.map((warning) => warning.code);

describe('a whole file', () => {
  test.each([root, `${root}.1`, `${root}.2`])('is read in %s', (uid) => {
    const read = header(sliceFile(uid));
    expect(read).toMatchObject({
      kind: 'imaging',
      transferSyntaxUid: uid,
      studyInstanceUid: '1.2.3',
      sopInstanceUid: '1.2.3.4',
      modality: 'CT',
      rows: 16,
      columns: 16,
      frames: 1,
      seriesNumber: 7,
      instanceNumber: 12,
      position: -30.5,
      complete: true,
      warnings: [],
      patient: {
        name: 'Wang^XiaoDong',
        displayName: 'Wang XiaoDong',
        id: 'P1',
        sex: 'F',
        birthDate: '1970-02-28',
      },
    });
    expect(read.acquiredAt).toBe(Date.parse('2026-01-02T03:04:05+08:00'));
  });

  test('is described as the index keeps it', () => {
    const described = describeInstance(header(sliceFile()), true);
    expect(described).toMatchObject({
      ok: true,
      value: { study: { accessionNumber: 'A1' }, instance: { complete: true, position: -30.5 } },
    });
  });

  test('deflated is inflated, and a bomb is refused', () => {
    const meta = metaBytes(`${root}.1.99`);
    const whole = joinBytes([meta, deflateRawSync(sliceDataSet())]);
    expect(header(whole)).toMatchObject({ complete: true, rows: 16 });
    expect(header(whole.subarray(0, whole.length - 8)).complete).toBe(false);
    const bomb = joinBytes([meta, deflateRawSync(new Uint8Array(64 * 1024 * 1024))]);
    expect(readDicomHeader(bomb, { inflate: inflateBounded })).toMatchObject({
      ok: false,
      failure: { code: 'deflate-over-limit' },
    });
  });
});

describe('what is missing or mislabelled', () => {
  test.each([
    ['explicit', sliceDataSet(), `${root}.1`],
    ['implicit', sliceDataSet({ syntax: implicitLittle }), root],
    ['big endian', sliceDataSet({ syntax: explicitBig }), `${root}.2`],
  ])('a bare data set, %s', (_, bytes, uid) => {
    expect(header(bytes)).toMatchObject({ transferSyntaxUid: uid, part10: false, complete: true });
    expect(codes(bytes)).toContain('meta-missing');
  });

  test('the transfer syntax is found from the data', () => {
    const without = joinBytes([metaBytes(null), sliceDataSet({ syntax: implicitLittle })]);
    expect(header(without)).toMatchObject({ transferSyntaxUid: root, complete: true });
    expect(codes(without)).toEqual(['transfer-syntax-missing']);
    const wrong = joinBytes([metaBytes(`${root}.1`), sliceDataSet({ syntax: explicitBig })]);
    expect(header(wrong)).toMatchObject({ transferSyntaxUid: `${root}.2`, patient: { id: 'P1' } });
    expect(codes(wrong)).toEqual(['transfer-syntax-mismatch']);
  });

  test('a damaged sequence of known length is stepped over', () => {
    const broken = sequence(0x00081140, [Uint8Array.of(8, 0, 0, 0x11, 0x53, 0x51, 0, 0, 255, 255, 255, 0)]);
    const bytes = joinBytes([metaBytes(`${root}.1`), broken, sliceDataSet()]);
    expect(header(bytes)).toMatchObject({ complete: true, rows: 16 });
    expect(codes(bytes)).toContain('sequence-damaged');
  });

  test('short pixels, missing pixels and missing frames are not complete', () => {
    expect(codes(sliceFile(`${root}.1`, { pixels: rampPixels(255) }))).toEqual(['pixel-data-short']);
    expect(codes(sliceFile(`${root}.1`, { frames: 2 }))).toEqual(['pixel-data-short']);
    const pixelElement = 12 + 512;
    const whole = sliceFile();
    expect(codes(whole.subarray(0, whole.length - pixelElement))).toEqual(['pixel-data-missing']);
    const compressed = (count: number) =>
      joinBytes([
        metaBytes(`${root}.5`),
        sliceDataSet({ frames: 2 }).subarray(0, -pixelElement),
        fragments(Array.from({ length: count }, () => new Uint8Array(70))),
      ]);
    expect(header(compressed(2)).complete).toBe(true);
    expect(codes(compressed(1))).toEqual(['frames-missing']);
  });

  test.each([
    ['empty', new Uint8Array(), 'file-empty'],
    ['text', new TextEncoder().encode('This is a letter about a patient, and no picture.'), 'format-unknown'],
    ['only a header', metaBytes(`${root}.1`), 'dicom-damaged'],
    [
      'noise behind a header',
      joinBytes([metaBytes(`${root}.1`), new Uint8Array(64).fill(0xff)]),
      'dicom-damaged',
    ],
  ])('%s is refused', (_, bytes, code) => {
    expect(readDicomHeader(bytes)).toMatchObject({ ok: false, failure: { code } });
  });
});

describe('hostile sizes', () => {
  const nest = (depth: number, open: boolean) => {
    let inner = element(0x00080104, 'LO', 'deep');
    if (depth <= 64) {
      for (let level = 0; level < depth; level++) inner = sequence(0x00081140, [inner], { open });
      return joinBytes([metaBytes(`${root}.1`), inner]);
    }
    const head = joinBytes([
      elementHead(0x00081140, 'SQ', 0xffffffff),
      elementHead(0xfffee000, '', 0xffffffff),
    ]);
    return joinBytes([metaBytes(`${root}.1`), ...Array.from({ length: depth }, () => head)]);
  };

  test.each([33, 2_000, 100_000])('%i nested sequences are refused', (depth) => {
    expect(readDicomHeader(nest(depth, true))).toMatchObject({
      ok: false,
      failure: { code: 'dicom-too-deep' },
    });
  });

  test('32 are read, in both forms, and 33 of known length are refused', () => {
    expect(readDicomHeader(nest(32, true)).ok).toBe(true);
    expect(readDicomHeader(nest(32, false)).ok).toBe(true);
    expect(readDicomHeader(nest(33, false)).ok).toBe(false);
  });

  test('65535 × 65535 × 2³¹ frames need no memory and no overflow', () => {
    const bytes = sliceFile(`${root}.1`, {
      rows: 65535,
      columns: 65535,
      frames: 2_147_483_647,
      pixels: rampPixels(4),
    });
    expect(header(bytes)).toMatchObject({ complete: false, frames: 2_147_483_647 });
  });

  test('an element longer than the file is a cut', () => {
    const bytes = joinBytes([sliceFile(), elementHead(0x7fe10010, 'OB', 0xfffffff0)]);
    expect(header(bytes).complete).toBe(false);
  });
});

describe('the first part of a file', () => {
  test('gives the header, and the size proves the rest', () => {
    const whole = sliceFile();
    const read = header(whole.subarray(0, 700), { wholeBytes: false });
    expect(read).toMatchObject({ complete: null, rows: 16, position: -30.5 });
    expect(completeBySize(read, whole.length)).toBe(true);
    expect(completeBySize(read, whole.length - 1)).toBe(false);
  });
});

test('a file cut anywhere is never both read and complete', () => {
  const item = joinBytes([element(0x00080100, 'SH', 'X'), element(0x00080104, 'LO', 'meaning')]);
  const before = [sequence(0x00400275, [item, item], { open: true })];
  const seeds = [root, `${root}.1`, `${root}.2`].map((uid) => sliceFile(uid));
  seeds.push(
    sliceFile(`${root}.1`, { before }),
    sliceDataSet(),
    joinBytes([metaBytes(`${root}.1.99`), deflateRawSync(sliceDataSet())]),
  );
  for (const seed of seeds) {
    for (let size = 0; size < seed.length; size++) {
      const read = readDicomHeader(seed.subarray(0, size), { inflate: inflateBounded });
      if (read.ok && read.value.complete !== false) throw new Error(`${size} of ${seed.length}`);
    }
  }
});

test('no byte changed at random makes it throw', () => {
  const seed = sliceFile();
  let state = 1;
  for (let round = 0; round < 3000; round++) {
    const bytes = seed.slice();
    for (let change = 0; change < 3; change++) {
      state = (state * 48271) % 2147483647;
      bytes[state % bytes.length] = (state >> 8) & 255;
    }
    readDicomHeader(bytes, { inflate: inflateBounded });
  }
});
