/** Every cut of every seed, in steps of one percent and byte by byte at the end, is refused or told as incomplete. */
import { describe, expect, test } from 'vitest';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { everySeed, type Seed } from '../builders/every-syntax.ts';
import { realBytes, realFiles } from './real-files.ts';

const options = { inflate: inflateBounded };
/** Bytes behind the last element (padding, or what follows a deflate stream) are no part of the object. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const opened = openDicom(bytes, options);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { walk } = opened.value;
  if (walk.dataSet.bytes !== bytes) return inflateEnds(bytes);
  const padding = walk.dataSet.elements.get(0xfffcfffc);
  return bytes.subarray(0, padding === undefined ? walk.end : padding.start - 12);
}

/** Up to eight bytes may follow a deflate stream (an Adler or CRC that some writers leave there). */
function inflateEnds(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  for (let cut = 1; cut <= 8; cut++) {
    const read = readDicomHeader(bytes.subarray(0, bytes.length - cut), options);
    if (read.ok && read.value.complete === true) end = bytes.length - cut;
  }
  return bytes.subarray(0, end);
}

function cutsOf(size: number): Set<number> {
  const steps = Array.from({ length: 100 }, (_, at) => Math.floor((size * at) / 100));
  const last = Array.from({ length: 16 }, (_, at) => size - 1 - at);
  return new Set([...steps, ...last].filter((cut) => cut >= 0));
}

function completeCuts({ name, bytes }: Seed): string[] {
  const read = readDicomHeader(bytes, options);
  if (!read.ok || read.value.complete !== true) throw new Error(`${name} is not whole to begin with`);
  return [...cutsOf(bytes.length)].flatMap((cut) => {
    const part = readDicomHeader(bytes.subarray(0, cut), options);
    return part.ok && part.value.complete !== false ? [`${name}: ${cut} of ${bytes.length}`] : [];
  });
}

describe('a cut file is never shown as complete', () => {
  const seeds = everySeed();

  test('there are enough of them', () => {
    expect(seeds.length).toBeGreaterThanOrEqual(40);
    const cases = seeds.reduce((sum, seed) => sum + cutsOf(seed.bytes.length).size, 0);
    expect(cases).toBeGreaterThanOrEqual(4_000);
  });

  test.each(seeds)('$name', (seed) => {
    expect(completeCuts(seed)).toEqual([]);
  });

  /** Two private elements stand behind its picture: a cut between them leaves everything that has a meaning. */
  const privateTail = 'dicom/us/US-PAL-8-10x-echo.dcm';
  const folders = /\/(ct|mr|us|sc-color|deflated|pdf|ko|sr|vl|nm|seg|pt|xa|mg|cr-dx)\//;
  const real = realFiles('dicom').filter((path) => folders.test(path) && path !== privateTail);
  test.each(real)('%s', (path) => {
    expect(completeCuts({ name: path, bytes: trimmed(realBytes(path)) })).toEqual([]);
  });
});
