import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openPixels } from '../../../main/reading/decode-pixels.ts';
import { summarisePixels } from '../../../main/reading/pixels/summarise-pixels.ts';
import { element, fragments, joinBytes, latinBytes, metaBytes, shorts } from '../../builders/dicom-bytes.ts';
import { rampPixels, sliceDataSet, sliceFile } from '../../builders/dicom-objects.ts';

const root = '1.2.840.10008.1.2';
const ramp = Int32Array.from({ length: 256 }, (_, at) => at - 100);

async function frame(bytes: Uint8Array, index = 0) {
  const opened = await openPixels(bytes);
  if (!opened.ok) throw new Error(opened.failure.message);
  const read = await opened.value.readFrame(index);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

async function refusal(bytes: Uint8Array) {
  const opened = await openPixels(bytes);
  const summary = opened.ok ? await summarisePixels(opened.value) : opened;
  return summary.ok ? 'read' : summary.failure.code;
}

/** Image module with other samples than the CT slice has. */
function image(choices: {
  bits: number;
  samples?: number;
  planar?: number;
  photometric?: string;
  pixels: number[];
}) {
  const { bits, samples = 1, planar = 0, photometric = 'RGB', pixels } = choices;
  return joinBytes([
    metaBytes(`${root}.1`),
    shorts(0x00280002, [samples]),
    element(0x00280004, 'CS', photometric),
    shorts(0x00280006, [planar]),
    element(0x00280008, 'IS', bits === 1 ? '2' : '1'),
    shorts(0x00280010, [1]),
    shorts(0x00280011, [bits === 1 ? 5 : 2]),
    shorts(0x00280100, [bits]),
    element(0x7fe00010, 'OB', Uint8Array.from(pixels)),
  ]);
}

const compressed = (uid: string, stream: Uint8Array, rest = {}) =>
  joinBytes([metaBytes(uid), sliceDataSet(rest).subarray(0, -(12 + 512)), fragments([stream])]);

/** RLE of the ramp: two byte planes, high then low, as literal runs. */
function runLengths(): Uint8Array {
  const plane = (shift: number) => {
    const bytes = [...ramp].map((value) => (value >> shift) & 255);
    return [127, ...bytes.slice(0, 128), 127, ...bytes.slice(128)];
  };
  const [high, low] = [plane(8), plane(0)];
  const header = new Uint8Array(64);
  const view = new DataView(header.buffer);
  for (const [at, value] of [2, 64, 64 + high.length].entries()) view.setUint32(at * 4, value, true);
  return joinBytes([header, Uint8Array.from([...high, ...low])]);
}

describe('stored values', () => {
  test.each([root, `${root}.1`, `${root}.2`])('uncompressed, %s', async (uid) => {
    expect(await frame(sliceFile(uid))).toEqual(ramp);
  });

  test('deflated and run lengths', async () => {
    expect(await frame(joinBytes([metaBytes(`${root}.1.99`), deflateRawSync(sliceDataSet())]))).toEqual(ramp);
    expect(await frame(compressed(`${root}.5`, runLengths()))).toEqual(ramp);
  });

  test('planes are interleaved, 4:2:2 is spread, bits are unpacked across frames', async () => {
    expect([...(await frame(image({ bits: 8, samples: 3, planar: 1, pixels: [1, 2, 3, 4, 5, 6] })))]).toEqual(
      [1, 3, 5, 2, 4, 6],
    );
    const halved = { bits: 8, samples: 3, photometric: 'YBR_FULL_422', pixels: [10, 20, 30, 40] };
    expect([...(await frame(image(halved)))]).toEqual([10, 30, 40, 20, 30, 40]);
    const bits = image({ bits: 1, photometric: 'MONOCHROME2', pixels: [0b01010101, 0b10] });
    expect([...(await frame(bits, 0))]).toEqual([1, 0, 1, 0, 1]);
    expect([...(await frame(bits, 1))]).toEqual([0, 1, 0, 0, 1]);
  });

  test('float pixel data', async () => {
    const values = Float32Array.of(0.5, -2);
    const bytes = joinBytes([
      metaBytes(`${root}.1`),
      shorts(0x00280002, [1]),
      shorts(0x00280010, [1]),
      shorts(0x00280011, [2]),
      shorts(0x00280100, [32]),
      element(0x7fe00008, 'OF', new Uint8Array(values.buffer)),
    ]);
    expect(await frame(bytes)).toEqual(values);
  });

  test('the summary counts every frame', async () => {
    const opened = await openPixels(sliceFile(`${root}.1`, { frames: 2, pixels: rampPixels(512) }));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(await summarisePixels(opened.value)).toMatchObject({
      ok: true,
      value: { frames: 2, min: -100, max: 411, mean: 155.5 },
    });
  });
});

describe('refused before memory is taken', () => {
  const huge = { rows: 65535, columns: 65535, pixels: rampPixels(256) };
  const jpeg = latinBytes('\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00\xff\xda\x00\x08');
  test.each([
    ['65535 × 65535', sliceFile(`${root}.1`, huge), 'pixel-data-short'],
    ['cut', sliceFile().subarray(0, -10), 'pixel-data-short'],
    ['compressed 65535 × 65535', compressed(`${root}.4.50`, jpeg, huge), 'pixel-size-invalid'],
    ['a stream larger than its header', compressed(`${root}.4.50`, jpeg), 'pixel-decode-failed'],
    ['noise as a stream', compressed(`${root}.4.90`, new Uint8Array(200).fill(7)), 'pixel-decode-failed'],
    [
      'run lengths that end early',
      compressed(`${root}.5`, runLengths().subarray(0, 300)),
      'pixel-decode-failed',
    ],
    ['video', compressed(`${root}.4.102`, jpeg), 'transfer-syntax-unsupported'],
    ['no picture', joinBytes([metaBytes(`${root}.1`), element(0x00080060, 'CS', 'SR')]), 'no-pixel-data'],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });
});
