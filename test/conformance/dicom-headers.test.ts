/** Every real DICOM file is inspected without a crash and says what it should. */
import { describe, expect, test } from 'vitest';
import { charsetOf, defaultCharset, textValue } from '#shared/formats/dicom/charset.ts';
import { itemsOf } from '#shared/formats/dicom/element-values.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { openDicom } from '#shared/formats/dicom/read-part10.ts';
import { inspectBytes } from '#shared/formats/inspect-bytes.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { hasSharedData } from '../rig/shared-data.ts';
import { factsBelow, realBytes, realFiles } from './real-files.ts';

const options = { inflate: inflateBounded };
/** Without a picture or any identifier, nothing proves these fragments of data sets complete. */
const unproven = ['dicom/charset/chrSQEncoding.dcm', 'dicom/charset/chrSQEncoding1.dcm'];

describe.skipIf(!hasSharedData)('real DICOM files', () => {
  test.each([...realFiles('dicom'), ...realFiles('ecg/dicom')])('%s is inspected', (path) => {
    const inspected = inspectBytes(realBytes(path), options);
    expect(inspected).toMatchObject({
      ok: true,
      value: { format: 'dicom', complete: !unproven.includes(path) },
    });
  });

  test.each(factsBelow('dicom'))('%s has the expected facts', (path, facts) => {
    const read = readDicomHeader(realBytes(path), options);
    if (!read.ok) throw new Error(read.failure.code);
    const header = read.value;
    if (facts.rows !== undefined) expect([header.rows, header.columns]).toEqual([facts.rows, facts.cols]);
    if (facts.ts) expect(header.transferSyntaxUid).toBe(facts.ts);
    if (facts.modality !== undefined) expect(header.modality).toBe(facts.modality);
    if (facts.patientName !== undefined) expect(header.patient.name).toBe(facts.patientName);
    if (facts.patientId !== undefined) expect(header.patient.id).toBe(facts.patientId);
  });

  test.each(unproven)('%s changes the character set inside an item', (path) => {
    const opened = openDicom(realBytes(path));
    if (!opened.ok) throw new Error(opened.failure.code);
    const { dataSet } = opened.value.walk;
    const outer = charsetOf(dataSet, defaultCharset, new Set());
    const names = [...dataSet.elements.keys()]
      .flatMap((tag) => itemsOf(dataSet, tag))
      .map((item) => textValue(item, 0x00100010, charsetOf(item, outer, new Set()), new Set(), true));
    expect(names).toContain('ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう');
  });

  test('the series of slices is in order along its normal', () => {
    const positions = realFiles('dicom/ct-series-head-phantom').map((path) => {
      const read = readDicomHeader(realBytes(path), { wholeBytes: false });
      return read.ok ? read.value.position : null;
    });
    const axial = positions.filter((position) => position !== null && position > 600).map(Number);
    expect(axial.toSorted((a, b) => a - b)[0]).toBeCloseTo(696.21, 2);
    expect(axial).toHaveLength(20);
  });
});
