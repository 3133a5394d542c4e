/** Wraps a data set as a DICOM Part 10 file (PS3.10 section 7.1) and unwraps it again for a C-STORE. */
import type { ExamObject } from '../exam.ts';
import type { CharacterSet } from './encode-text.ts';
import { concatenate, type DataSet, elementHeader, encodeDataSet } from './write-data-set.ts';

export const explicitLittleEndian = '1.2.840.10008.1.2.1';
/** Our implementation's UID under the UUID arc, constant for all that the practice township writes. */
const implementationClassUid = '2.25.194728361550284637192846501937465820193';
const ascii = new TextEncoder();

/** Makes the file of one object; `dataSet` must hold SOP class and instance UID. */
export function writeFile(name: string, dataSet: DataSet, characterSet: CharacterSet): ExamObject {
  const sopClassUid = String(dataSet.SOPClassUID);
  const sopInstanceUid = String(dataSet.SOPInstanceUID);
  const meta = concatenate([
    elementHeader(0x00020001, 'OB', 2),
    new Uint8Array([0, 1]),
    ...textElement(0x00020002, 'UI', sopClassUid),
    ...textElement(0x00020003, 'UI', sopInstanceUid),
    ...textElement(0x00020010, 'UI', explicitLittleEndian),
    ...textElement(0x00020012, 'UI', implementationClassUid),
    ...textElement(0x00020013, 'SH', 'YUANZHEN_PRACT'),
  ]);
  const groupLength = new Uint8Array(4);
  new DataView(groupLength.buffer).setUint32(0, meta.length, true);
  const preamble = new Uint8Array(132);
  preamble.set(ascii.encode('DICM'), 128);
  const body = encodeDataSet(
    { ...dataSet, SpecificCharacterSet: characterSet === 'GB18030' ? 'GB18030' : 'ISO_IR 192' },
    characterSet,
  );
  const bytes = concatenate([preamble, elementHeader(0x00020000, 'UL', 4), groupLength, meta, ...body]);
  return { name, bytes, sopInstanceUid, sopClassUid, transferSyntaxUid: explicitLittleEndian };
}

/** The data set without preamble and file meta, as it travels in a C-STORE. */
export function dataSetOf(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return file.subarray(144 + view.getUint32(140, true));
}

function textElement(tag: number, vr: 'UI' | 'SH', text: string): Uint8Array[] {
  const padded = text.length % 2 === 0 ? text : text + (vr === 'UI' ? '\0' : ' ');
  return [elementHeader(tag, vr, padded.length), ascii.encode(padded)];
}
