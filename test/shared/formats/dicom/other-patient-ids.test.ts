/** Other Patient IDs: the sequence with its issuers, the retired list, their texts and their limits. */
import { expect, test } from 'vitest';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { element, implicitLittle, joinBytes, metaBytes, sequence } from '../../../builders/dicom-bytes.ts';

/** An object with these elements between the patient's sex and the study. */
function otherIdsOf(between: readonly Uint8Array[], charset?: string, syntaxUid = '1.2.840.10008.1.2.1') {
  const syntax = syntaxUid === '1.2.840.10008.1.2' ? implicitLittle : undefined;
  const put = (tag: number, vr: string, value: string) => element(tag, vr, value, syntax);
  const bytes = joinBytes([
    metaBytes(syntaxUid),
    ...(charset === undefined ? [] : [put(0x00080005, 'CS', charset)]),
    put(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.66'),
    put(0x00080018, 'UI', '1.2.3.4'),
    put(0x00100010, 'PN', 'Wang^XiaoDong'),
    put(0x00100020, 'LO', 'P1'),
    put(0x00100021, 'LO', 'HUCHANG'),
    ...between,
    put(0x0020000d, 'UI', '1.2.3'),
    put(0x0020000e, 'UI', '1.2.3.1'),
  ]);
  const read = readDicomHeader(bytes);
  if (!read.ok) throw new Error(read.failure.code);
  const described = describeInstance(read.value, true);
  if (!described.ok) throw new Error(described.failure.code);
  return described.value.study.devicePatient.otherIds;
}

const item = (id: string, issuer: string | Uint8Array = '') =>
  joinBytes([
    element(0x00100020, 'LO', id),
    ...(issuer === '' ? [] : [element(0x00100021, 'LO', issuer)]),
    element(0x00100022, 'CS', 'TEXT'),
  ]);

test('the sequence is read with its issuers, each number once, without the patient id itself', () => {
  const items = [
    item('A-77', 'CITY'),
    item('A-77', 'CITY'),
    item('P1', 'HUCHANG'),
    item('P1', 'CITY'),
    item('', 'CITY'),
  ];
  expect(otherIdsOf([sequence(0x00101002, items)])).toEqual([
    { id: 'A-77', issuer: 'CITY' },
    { id: 'P1', issuer: 'CITY' },
  ]);
  expect(otherIdsOf([sequence(0x00101002, items, { open: true })])).toHaveLength(2);
  expect(otherIdsOf([])).toBeUndefined();
});

test('an issuer that only has a universal name is known by it', () => {
  const qualifiers = sequence(0x00100024, [
    joinBytes([element(0x00400032, 'UT', '1.2.156.1'), element(0x00400033, 'CS', 'ISO')]),
  ]);
  const one = joinBytes([element(0x00100020, 'LO', 'Q9'), qualifiers]);
  expect(otherIdsOf([sequence(0x00101002, [one])])).toEqual([{ id: 'Q9', issuer: '1.2.156.1' }]);
});

test('the retired list adds the numbers that the sequence does not name', () => {
  const list = element(0x00101000, 'LO', 'A-77\\B-88\\ P1 ');
  expect(otherIdsOf([list, sequence(0x00101002, [item('A-77', 'CITY')])])).toEqual([
    { id: 'A-77', issuer: 'CITY' },
    { id: 'B-88', issuer: '' },
  ]);
  expect(
    otherIdsOf([element(0x00101000, 'LO', 'B-88', implicitLittle)], undefined, '1.2.840.10008.1.2'),
  ).toEqual([{ id: 'B-88', issuer: '' }]);
});

test('issuers are decoded from the character set of the object, and nothing is endless', () => {
  // 市一 in GB18030.
  const issuer = Uint8Array.of(0xca, 0xd0, 0xd2, 0xbb);
  expect(otherIdsOf([sequence(0x00101002, [item('A1', issuer)])], 'GB18030')).toEqual([
    { id: 'A1', issuer: '市一' },
  ]);
  const many = Array.from({ length: 500 }, (_, at) => item(`N${at}`, 'X'.repeat(200)));
  const found = otherIdsOf([sequence(0x00101002, many)]);
  expect(found).toHaveLength(20);
  expect(found?.every(({ issuer: by }) => by.length === 64)).toBe(true);
});
