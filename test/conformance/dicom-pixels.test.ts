/** Stored values of every real image equal those of the reference decoders. */
import { describe, expect, test } from 'vitest';
import { openPixels } from '../../main/reading/decode-pixels.ts';
import { summarisePixels } from '../../main/reading/pixels/summarise-pixels.ts';
import { hasSharedData } from '../rig/shared-data.ts';
import { factsBelow, realBytes } from './real-files.ts';

const known = [...factsBelow('dicom'), ...factsBelow('bad')];

async function open(path: string) {
  const opened = await openPixels(realBytes(path));
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

async function summary(path: string) {
  const summarised = await summarisePixels(await open(path));
  if (!summarised.ok) throw new Error(summarised.failure.message);
  return summarised.value;
}

async function firstFrame(path: string) {
  const read = await (await open(path)).readFrame(0);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

describe.skipIf(!hasSharedData)('lossless', () => {
  test.each(known.filter(([, facts]) => facts.pixelSha256 !== undefined))('%s', async (path, facts) => {
    const found = await summary(path);
    expect(found.sha256).toBe(facts.pixelSha256);
    expect([found.min, found.max]).toEqual([facts.storedMin, facts.storedMax]);
    expect(found.mean).toBeCloseTo(facts.mean ?? Number.NaN, 2);
  });
});

describe.skipIf(!hasSharedData)('lossy', () => {
  const lossy = known.filter(([, facts]) => facts.pixelSha256 === undefined && facts.mean !== undefined);
  test.each(lossy)('%s', async (path, facts) => {
    const found = await summary(path);
    const mean = facts.mean ?? Number.NaN;
    expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(Math.abs(mean) * 0.005);
    const frame = await firstFrame(path);
    const centre = frame[Math.floor(found.rows / 2) * found.columns + Math.floor(found.columns / 2)];
    if (facts.center !== undefined) expect(Math.abs(Number(centre) - facts.center)).toBeLessThanOrEqual(4);
  });
});

describe.skipIf(!hasSharedData)('colour, means of the first frame', () => {
  test.each(known.filter(([, facts]) => facts.mean3 !== undefined))('%s', async (path, facts) => {
    const frame = await firstFrame(path);
    const sums = [0, 0, 0];
    for (let at = 0; at < frame.length; at++) sums[at % 3] = (sums[at % 3] ?? 0) + Number(frame[at]);
    for (const [index, mean] of (facts.mean3 ?? []).entries()) {
      expect(Math.abs((3 * (sums[index] ?? 0)) / frame.length - mean)).toBeLessThanOrEqual(1);
    }
  });
});

describe.skipIf(!hasSharedData)('special cases', () => {
  test('float pixel data', async () => {
    const found = await summary('dicom/float/parametric_map_float.dcm');
    expect(found.max).toBeCloseTo(0.941579, 5);
  });

  test('an unsigned JPEG 2000 stream under a signed header', async () => {
    const frame = await firstFrame('bad/J2K_pixelrep_mismatch.dcm');
    expect(frame[0]).toBe(-2000);
    const column = [47, 48, 49, 50, 51].map((row) => frame[row * 512 + 279]);
    expect(column).toEqual([621, 412, 138, -193, -520]);
  });
});
