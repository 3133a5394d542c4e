import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { differingTags } from '#shared/formats/dicom/compare-data-sets.ts';
import { pixelDataTag } from '#shared/formats/dicom/data-set.ts';
import { asciiValue, valueBytes } from '#shared/formats/dicom/element-values.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { inflateBounded } from '../../../../main/bytes/inflate-bounded.ts';
import { hashPixels, recompressObject } from '../../../../main/dispatch/recompress/recompress-object.ts';
import { openPixels } from '../../../../main/reading/decode-pixels.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import {
  element,
  fragments,
  implicitLittle,
  joinBytes,
  latinBytes,
  metaBytes,
  sequence,
} from '../../../builders/dicom-bytes.ts';
import { rampPixels, sliceDataSet, sliceFile } from '../../../builders/dicom-objects.ts';
import { factsOf, realBytes } from '../../../conformance/real-files.ts';
import { hasSharedData } from '../../../rig/shared-data.ts';

const deps = { inflate: inflateBounded, openPixels };
const root = '1.2.840.10008.1.2';

async function recompressed(bytes: Uint8Array) {
  const made = await recompressObject(deps, bytes);
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

function dataSetOf(bytes: Uint8Array) {
  const opened = openDicom(bytes, { inflate: inflateBounded });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

/** Same stored values, and nothing but the named elements changed. */
async function expectEqual(original: Uint8Array, changed: readonly number[] = []) {
  const made = await recompressed(original);
  expect(await hashPixels(deps, made.bytes)).toEqual(await hashPixels(deps, original));
  const [before, after] = [dataSetOf(original), dataSetOf(made.bytes)];
  expect(after.transferSyntaxUid).toBe(`${root}.4.201`);
  expect(differingTags(before.walk.dataSet, after.walk.dataSet)).toEqual([...changed, pixelDataTag]);
  return { made, after };
}

describe('lossless recompression', () => {
  // GB18030 text, a private block, an open sequence: none of it may be touched.
  const before = [element(0x00290010, 'LO', 'SOME MAKER'), element(0x00291001, 'UN', 'private')];
  const text = {
    charset: 'GB18030',
    patientName: Uint8Array.of(0xcd, 0xf5, 0x5e, 0xd0, 0xa1, 0xb6, 0xab, 0x20),
  };

  it('keeps every stored value and every other byte of an explicit object', async () => {
    const file = sliceFile(`${root}.1`, { ...text, rows: 64, columns: 64, before });
    const { after } = await expectEqual(file);
    expect(Uint8Array.from(valueBytes(after.walk.dataSet, 0x00100010) ?? [])).toEqual(text.patientName);
    expect(JSON.parse(asciiValue(after.meta, 0x00020102))).toEqual({
      originalSha256: createHash('sha256').update(file).digest('hex'),
      originalTransferSyntaxUid: `${root}.1`,
      pixelSha256: ((await hashPixels(deps, file)) as { value: string }).value,
    });
  });

  it('writes an implicit object in explicit VR with the same values, sequences and private bytes', async () => {
    const syntax = implicitLittle;
    const inner = joinBytes([
      element(0x00081150, 'UI', '1.2.3', syntax),
      element(0x00081155, 'UI', '1.2.9', syntax),
    ]);
    const own = [
      sequence(0x00282112, [inner, inner], { syntax, open: true }),
      element(0x00290010, 'LO', 'SOME MAKER', syntax),
      sequence(0x00291002, [inner], { syntax }),
      element(0x00291003, 'UN', 'not a sequence!!', syntax),
    ];
    const file = sliceFile(root, { ...text, rows: 32, columns: 48, before: own });
    const { after } = await expectEqual(file);
    expect(Uint8Array.from(valueBytes(after.walk.dataSet, 0x00100010) ?? [])).toEqual(text.patientName);
    expect(after.walk.dataSet.elements.get(0x00280010)?.vr).toBe('US');
    expect(after.walk.dataSet.elements.get(0x00282112)?.items).toHaveLength(2);
  });

  it('takes deflated objects and many frames, and is the same bytes every time', async () => {
    const dataSet = sliceDataSet({ rows: 32, columns: 32, frames: 3, pixels: rampPixels(3 * 32 * 32) });
    const file = joinBytes([metaBytes(`${root}.1.99`), new Uint8Array(deflateRawSync(dataSet))]);
    const { made } = await expectEqual(file);
    expect(Buffer.from((await recompressed(file)).bytes).equals(made.bytes)).toBe(true);
  });

  it('lets go as it came what it can not prove: bits above those stored, signatures, lossy or odd objects', async () => {
    const code = async (file: Uint8Array) => {
      const made = await recompressObject(deps, file);
      return made.ok ? 'made' : made.failure.code;
    };
    const signed = [element(0x4ffe0001, 'SQ', '')];
    expect(await code(sliceFile(`${root}.1`, { before: signed }))).toBe('recompression-declined');
    expect(await code(sliceFile(`${root}.2`))).toBe('recompression-declined');
    expect(await code(joinBytes([sliceFile(`${root}.1`), new Uint8Array(4)]))).toBe('recompression-declined');
    expect(await code(sliceFile(`${root}.1`).subarray(0, 700))).not.toBe('made');
    expect(await code(latinBytes('no DICOM at all'))).not.toBe('made');
    const lossy = joinBytes([metaBytes(`${root}.4.50`), fragments([Uint8Array.of(0xff, 0xd8)])]);
    expect(await code(lossy)).not.toBe('made');
  });

  it('makes practice pictures less than half as long', async () => {
    for (const kind of ['us'] as const) {
      const [object] = generateExam({ seed: 'smaller', kind, now: new Date('2026-11-25T00:00:00Z') }).objects;
      if (object === undefined) throw new Error(kind);
      const { made } = await expectEqual(object.bytes);
      expect(made.bytes.length / object.bytes.length, kind).toBeLessThan(0.5);
    }
  });

  it.skipIf(!hasSharedData)('keeps the pixels of real files', async () => {
    const names = [
      'dicom/ct-series-head-phantom/slice-010.dcm',
      'dicom/ct/ctimage-implicit-le.dcm',
      'dicom/ct/ctimage-deflated.dcm',
      'dicom/ct/ctimage-rle.dcm',
      'dicom/mr-series-brain/brain_010.dcm',
      'dicom/cr-dx/dx_image_mono1.dcm',
      'dicom/mr-enhanced/emri_small.dcm',
    ];
    for (const name of names) {
      const file = realBytes(name);
      const made = await recompressObject(deps, file);
      if (!made.ok) throw new Error(`${name}: ${made.failure.message}`);
      const hash = await hashPixels(deps, made.value.bytes);
      expect(hash.ok && hash.value, name).toBe(factsOf(name).pixelSha256);
    }
  });
});
