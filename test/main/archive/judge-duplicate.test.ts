import { describe, expect, it } from 'vitest';
import { judgeDuplicate } from '../../../main/archive/judge-duplicate.ts';
import { inflateBounded } from '../../../main/bytes/inflate-bounded.ts';
import { hashPixels, recompressObject } from '../../../main/dispatch/recompress/recompress-object.ts';
import { openPixels } from '../../../main/reading/decode-pixels.ts';
import { element, joinBytes, metaBytes } from '../../builders/dicom-bytes.ts';
import { rampPixels, sliceDataSet, sliceFile } from '../../builders/dicom-objects.ts';

const root = '1.2.840.10008.1.2';
const decoding = { inflate: inflateBounded, openPixels };
const deps = { inflate: inflateBounded, hashPixels: (bytes: Uint8Array) => hashPixels(decoding, bytes) };
const first = sliceFile(`${root}.1`);

async function fieldsOf(other: Uint8Array, kept = first): Promise<string[]> {
  const judged = await judgeDuplicate(deps, kept, other);
  if (!judged.ok) throw new Error(judged.failure.code);
  return judged.value.map((difference) => difference.field);
}

describe('other bytes under a known UID', () => {
  it('are a harmless rewrite when only the file header, the encoding or the character set differs', async () => {
    const header = joinBytes([metaBytes(`${root}.1`, '1.2.840.10008.5.1.4.1.1.4'), sliceDataSet()]);
    expect(await fieldsOf(header)).toEqual([]);
    expect(await fieldsOf(sliceFile(root))).toEqual([]);
    expect(await fieldsOf(sliceFile(`${root}.2`))).toEqual([]);
    const smaller = await recompressObject(decoding, first);
    expect(await fieldsOf(smaller.ok ? smaller.value.bytes : first)).toEqual([]);
    const name = Uint8Array.of(0xcd, 0xf5, 0xd0, 0xa1, 0xb6, 0xab);
    const gb18030 = sliceFile(`${root}.1`, { charset: 'GB18030', patientName: name });
    const utf8 = sliceFile(`${root}.1`, {
      charset: 'ISO_IR 192',
      patientName: new Uint8Array(new TextEncoder().encode('王小东')),
    });
    expect(await fieldsOf(utf8, gb18030)).toEqual([]);
  });

  it('are an identity conflict when patient, side, date or pixels differ, and it is said how', async () => {
    expect(await fieldsOf(sliceFile(`${root}.1`, { patientName: 'Li^Na' }))).toEqual(['patientName']);
    const [left, right] = ['L', 'R'].map((side) =>
      sliceFile(`${root}.1`, { before: [element(0x00290010, 'LO', 'X'), element(0x00291001, 'CS', side)] }),
    );
    // A private element is no side.
    expect(await fieldsOf(right ?? first, left)).toEqual([]);
    const pixels = rampPixels(256);
    pixels[10] = 77;
    expect(await fieldsOf(sliceFile(`${root}.1`, { pixels }))).toEqual(['pixels']);
    const judged = await judgeDuplicate(deps, first, sliceFile(`${root}.1`, { patientName: 'Li^Na' }));
    expect(judged.ok && judged.value[0]).toEqual({
      field: 'patientName',
      kept: 'Wang^XiaoDong',
      other: 'Li^Na',
    });
  });

  it('are judged by side and date where the object carries them', async () => {
    const withSide = (side: string, date: string) => {
      const bytes = sliceDataSet();
      const text = Buffer.from(bytes).toString('latin1').replace('20260102', date);
      const laterality = element(0x00200060, 'CS', side);
      const at = text.indexOf('\x28\x00\x02\x00US');
      return joinBytes([
        metaBytes(`${root}.1`),
        new Uint8Array(Buffer.from(text.slice(0, at), 'latin1')),
        laterality,
        new Uint8Array(Buffer.from(text.slice(at), 'latin1')),
      ]);
    };
    expect(await fieldsOf(withSide('R', '20260102'), withSide('L', '20260102'))).toEqual(['side']);
    expect(await fieldsOf(withSide('L', '20260103'), withSide('L', '20260102'))).toEqual(['date']);
  });
});
