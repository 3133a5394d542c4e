/** Bombs and floods in a process of their own: refused or stepped over, and never more memory than the file and 64 MB. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { element, elementHead, fragments, joinBytes, metaBytes } from '../builders/dicom-bytes.ts';
import { sliceDataSet, sliceFile } from '../builders/dicom-objects.ts';
import { peakMemory } from '../rig/peak-memory.ts';

const root = '1.2.840.10008.1.2';
const mebibyte = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads one file as intake does, then as the viewer's pixels are read. */
const script = `
import { readFileSync } from 'node:fs';
import { describeArrival } from './main/intake/describe-arrival.ts';
import { openPixels } from './main/reading/decode-pixels.ts';
const path = process.argv.at(-1);
if (path === 'none') {
  describeArrival(Buffer.alloc(0));
  await openPixels(new Uint8Array(1));
  console.log('{}');
} else {
  const bytes = readFileSync(path);
  const described = describeArrival(bytes);
  const opened = await openPixels(bytes);
  const frame = opened.ok ? await opened.value.readFrame(0) : opened;
  console.log(JSON.stringify({
    described: described.ok ? (described.value.instance.complete ? 'complete' : 'incomplete') : described.failure.code,
    frame: frame.ok ? 'read' : frame.failure.code,
  }));
}
`;

/** 1 GB of zeros in 1 MB: the deflate of 16 MB, over and over, is one stream when its last blocks are not final. */
function gigabyteBomb(): Uint8Array {
  const block = deflateRawSync(new Uint8Array(64 * mebibyte), { level: 9, finishFlush: 3 });
  return joinBytes(Array.from({ length: 16 }, () => block));
}

const item = elementHead(0xfffee000, '', 0);
const pixelElement = 12 + 512;
const bombs: Record<string, { bytes: () => Uint8Array; described: string; frame: string }> = {
  'deflate, 1 MB to 1 GB': {
    bytes: () => joinBytes([metaBytes(`${root}.1.99`), gigabyteBomb()]),
    described: 'deflate-over-limit',
    frame: 'deflate-over-limit',
  },
  'deflate in deflate': {
    bytes: () => joinBytes([metaBytes(`${root}.1.99`), deflateRawSync(deflateRawSync(gigabyteBomb()))]),
    described: 'dicom-damaged',
    frame: 'dicom-damaged',
  },
  '100,000 levels': {
    bytes: () => {
      const level = joinBytes([
        elementHead(0x00081140, 'SQ', 0xffffffff),
        elementHead(0xfffee000, '', 0xffffffff),
      ]);
      return joinBytes([metaBytes(`${root}.1`), ...Array.from({ length: 100_000 }, () => level)]);
    },
    described: 'dicom-too-deep',
    frame: 'dicom-too-deep',
  },
  'a sequence of 4,000,000 items': {
    bytes: () => {
      const items = new Uint8Array(32_000_000);
      for (let at = 0; at < items.length; at += 8) items.set(item, at);
      const before = [joinBytes([elementHead(0x00400275, 'SQ', items.length), items])];
      return sliceFile(`${root}.1`, { before });
    },
    described: 'complete',
    frame: 'read',
  },
  '2,000,000 elements': {
    bytes: () => {
      const head = joinBytes([
        metaBytes(`${root}.1`),
        element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
      ]);
      const elements = new Uint8Array(16_000_000);
      const view = new DataView(elements.buffer);
      for (let at = 0; at < 2_000_000; at++) {
        view.setUint16(at * 8, 0x0009 + 2 * (at >> 16), true);
        view.setUint16(at * 8 + 2, at & 0xffff, true);
        elements.set([0x4c, 0x4f, 0, 0], at * 8 + 4);
      }
      return joinBytes([head, elements]);
    },
    described: 'dicom-identity-missing',
    frame: 'no-pixel-data',
  },
  'RLE of 65,535 × 65,535': {
    bytes: () => compressed(`${root}.5`, 65_535, packBits(2)),
    described: 'complete',
    frame: 'pixel-size-invalid',
  },
  'RLE of 16,000 × 16,000': {
    bytes: () => compressed(`${root}.5`, 16_000, packBits(2)),
    described: 'complete',
    frame: 'pixel-decode-failed',
  },
  'JPEG of 16,000 × 16,000': {
    bytes: () => compressed(`${root}.4.50`, 16_000, jpegHead(16_000)),
    described: 'complete',
    frame: 'pixel-decode-failed',
  },
  'private text of 100 MB': {
    bytes: () =>
      sliceFile(`${root}.1`, {
        before: [element(0x00290010, 'UT', new Uint8Array(100 * mebibyte).fill(65))],
      }),
    described: 'complete',
    frame: 'read',
  },
  'a name of 64 KB in 3,000 items': {
    bytes: () => sliceFile(`${root}.1`, { patientName: new Uint8Array(65_534).fill(0xd5) }),
    described: 'complete',
    frame: 'read',
  },
};

function compressed(uid: string, side: number, stream: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(512);
  const head = sliceDataSet({ rows: side, columns: side, pixels }).subarray(0, -pixelElement);
  return joinBytes([metaBytes(uid), head, fragments([stream])]);
}

function packBits(planes: number): Uint8Array {
  const bytes = new Uint8Array(64 + 40_000);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, planes, true);
  for (let plane = 0; plane < planes; plane++) view.setUint32(4 + plane * 4, 64 + plane * 20_000, true);
  for (let at = 64; at < bytes.length; at += 2) bytes[at] = 129;
  return bytes;
}

function jpegHead(side: number): Uint8Array {
  const size = [side >> 8, side & 255];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, ...size, ...size, 1, 1, 0x11, 0, 0xff, 0xd9, 0);
}

describe('bombs', () => {
  let idleMb = 0;
  beforeAll(async () => {
    idleMb = (await peakMemory(script, ['none'])).peakMb;
  });

  test.each(Object.entries(bombs))('%s', { timeout: 60_000 }, async (name, { bytes, described, frame }) => {
    const path = join(folder, `${Object.keys(bombs).indexOf(name)}.dcm`);
    const made = bytes();
    writeFileSync(path, made);
    const { said, peakMb } = await peakMemory(script, [path]);
    expect(said).toEqual({ described, frame });
    expect(peakMb - idleMb).toBeLessThanOrEqual(made.length / mebibyte + 64);
  });
});
