/** 240 headers that promise what their bytes do not hold: none may be rendered, none may take memory, none may throw. */
import { describe, expect, test } from 'vitest';
import { pixelFacts } from '#shared/formats/dicom/pixel-length.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import { element, fragments, joinBytes, metaBytes, shorts } from '../builders/dicom-bytes.ts';

const root = '1.2.840.10008.1.2';

interface Crafted {
  readonly rows: number;
  readonly columns: number;
  readonly frames: string;
  readonly samples: number;
  readonly allocated: number;
  readonly stored: number;
  readonly highBit: number;
}

function craft(facts: Crafted, transferSyntaxUid: string, data: Uint8Array): Uint8Array {
  return joinBytes([
    metaBytes(transferSyntaxUid),
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x00080018, 'UI', '1.2.3.4'),
    element(0x00080060, 'CS', 'OT'),
    element(0x00100010, 'PN', 'Li'),
    element(0x0020000d, 'UI', '1.2.3'),
    element(0x0020000e, 'UI', '1.2.3.1'),
    shorts(0x00280002, [facts.samples]),
    element(0x00280004, 'CS', facts.samples === 3 ? 'RGB' : 'MONOCHROME2'),
    element(0x00280008, 'IS', facts.frames),
    shorts(0x00280010, [facts.rows]),
    shorts(0x00280011, [facts.columns]),
    shorts(0x00280100, [facts.allocated]),
    shorts(0x00280101, [facts.stored]),
    shorts(0x00280102, [facts.highBit]),
    shorts(0x00280103, [0]),
    data,
  ]);
}

const sizes = [
  [65535, 65535, '2147483647'],
  [65535, 65535, '1'],
  [46341, 46341, '1'],
  [65535, 1, '999999999999'],
  [32768, 32768, '4'],
  [4096, 4096, '4096'],
] as const;
const depths = [
  [8, 8, 7],
  [16, 16, 15],
  [32, 64, 255],
  [12, 12, 11],
  [64, 64, 63],
  [24, 255, 255],
  [1, 1, 0],
  [65535, 65535, 65535],
] as const;

const cases: Crafted[] = sizes.flatMap(([rows, columns, frames]) =>
  depths.flatMap(([allocated, stored, highBit]) =>
    [0, 1, 3, 4, 65535].map((samples) => ({ rows, columns, frames, samples, allocated, stored, highBit })),
  ),
);

/** Only that the memory is there can have been checked: what is read is dropped at once. */
async function renders(bytes: Uint8Array): Promise<boolean> {
  const opened = await openPixels(bytes);
  return opened.ok && (await opened.value.readFrame(0)).ok;
}

describe('headers larger than their bytes', () => {
  test('there are at least 200 of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
  });

  test('uncompressed: incomplete, and not rendered', async () => {
    for (const facts of cases) {
      const bytes = craft(facts, `${root}.1`, element(0x7fe00010, 'OW', new Uint8Array(512)));
      const read = readDicomHeader(bytes);
      if (!read.ok) throw new Error(read.failure.code);
      expect(read.value.complete, JSON.stringify(facts)).toBe(false);
      expect(await renders(bytes), JSON.stringify(facts)).toBe(false);
    }
  });

  test.each([
    ['RLE', `${root}.5`, rleHeader(2)],
    ['JPEG', `${root}.4.50`, jpegHeader(65535, 65535, 1)],
    ['JPEG lossless', `${root}.4.70`, jpegHeader(46341, 46341, 1, 0xc3)],
    ['JPEG-LS', `${root}.4.80`, jpegHeader(32768, 32768, 1, 0xf7)],
    ['JPEG 2000', `${root}.4.90`, jpeg2000Header(65535, 65535)],
    ['HTJ2K', `${root}.4.201`, jpeg2000Header(32768, 32768)],
  ])('%s: not rendered', async (_, uid, stream) => {
    for (const facts of cases) {
      const bytes = craft({ ...facts, frames: '1' }, uid, fragments([stream]));
      expect(readDicomHeader(bytes).ok).toBe(true);
      expect(await renders(bytes), JSON.stringify(facts)).toBe(false);
    }
  });
});

test('a size written as UL is not read as the US that it should be (CVE-2026-5442)', () => {
  const wide = joinBytes([
    metaBytes(`${root}.1`),
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x00280010, 'UL', Uint8Array.of(0xff, 0xff, 0xff, 0x7f)),
    element(0x00280011, 'UL', Uint8Array.of(0xff, 0xff, 0xff, 0x7f)),
    shorts(0x00280100, [8]),
    element(0x7fe00010, 'OB', new Uint8Array(16)),
  ]);
  const opened = openDicom(wide);
  if (!opened.ok) throw new Error(opened.failure.code);
  expect(pixelFacts(opened.value.walk.dataSet)).toMatchObject({ rows: 65535, columns: 65535 });
  expect(readDicomHeader(wide)).toMatchObject({ ok: true, value: { complete: false } });
});

/** A PackBits frame of `planes` segments that repeat a byte as often as it can be said. */
function rleHeader(planes: number): Uint8Array {
  const bytes = new Uint8Array(64 + 400);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, planes, true);
  for (let plane = 0; plane < planes; plane++) view.setUint32(4 + plane * 4, 64 + plane * 200, true);
  for (let at = 64; at < bytes.length; at += 2) bytes[at] = 129;
  return bytes;
}

function jpegHeader(rows: number, columns: number, components: number, marker = 0xc0): Uint8Array {
  const frame = [
    0xff,
    marker,
    0,
    8 + 3 * components,
    8,
    rows >> 8,
    rows & 255,
    columns >> 8,
    columns & 255,
    components,
  ];
  return Uint8Array.of(0xff, 0xd8, ...frame, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9);
}

function jpeg2000Header(rows: number, columns: number): Uint8Array {
  const bytes = new Uint8Array(80);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xff4fff51);
  view.setUint16(4, 41);
  view.setUint32(8, columns);
  view.setUint32(12, rows);
  view.setUint32(24, 1);
  view.setUint32(28, 1);
  view.setUint16(40, 1);
  view.setUint8(42, 7);
  view.setUint8(43, 1);
  view.setUint8(44, 1);
  return bytes;
}
