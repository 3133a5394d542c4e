/** Journey step 4: elements written in Explicit VR Little Endian; values are copied byte for byte, text above all. */
import { Buffer } from 'node:buffer';
import { type DicomDataSet, type DicomElement, undefinedLength } from '#shared/formats/dicom/data-set.ts';
import { valueRepresentation } from '#shared/formats/dicom/value-representations.ts';
import { dictionaryVr } from './dictionary-vr.ts';

/** Head of an element; a value too long for its VR's 16-bit length goes as UN (PS3.5 section 6.2.2). */
export function elementHead(tag: number, vr: string, length: number): Buffer {
  const isLong = valueRepresentation(vr.charCodeAt(0), vr.charCodeAt(1))?.long ?? true;
  const written = isLong || length <= 0xfffe ? vr : 'UN';
  const head = Buffer.alloc(isLong || written === 'UN' ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(written, 4, 'latin1');
  if (head.length === 12) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return head;
}

export function element(tag: number, vr: string, value: Uint8Array): Buffer {
  return Buffer.concat([elementHead(tag, vr, value.length), value]);
}

/** A short text element, padded to even length with a blank. */
export function codeElement(tag: number, text: string): Buffer {
  return element(tag, 'CS', Buffer.from(text.length % 2 === 0 ? text : `${text} `, 'latin1'));
}

/** Item head (FFFE,E000) or delimiter, which have no VR. */
export function itemHead(tag: number, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.writeUInt32LE(length, 4);
  return head;
}

/** Where an element of an explicit VR data set begins, its head included. */
export function headStart(one: DicomElement): number {
  const isLong = valueRepresentation(one.vr.charCodeAt(0), one.vr.charCodeAt(1))?.long ?? true;
  return one.start - (isLong ? 12 : 8);
}

/**
 * An element of an implicit VR data set in explicit VR. Private ones and those the dictionary does not know go as UN with
 * their bytes as they are: UN holds implicit VR little endian, whatever is inside.
 */
export function explicitElement(dataSet: DicomDataSet, one: DicomElement, signed: boolean): Buffer {
  const vr = dictionaryVr(one.tag, signed);
  const raw = dataSet.bytes.subarray(one.start, one.start + one.length);
  if (one.items === null || vr !== 'SQ') {
    const open = new DataView(dataSet.bytes.buffer, dataSet.bytes.byteOffset);
    const isOpen = one.items !== null && open.getUint32(one.start - 4, true) === undefinedLength;
    if (isOpen) return Buffer.concat([elementHead(one.tag, 'UN', undefinedLength), raw]);
    return element(one.tag, one.items === null ? vr : 'UN', raw);
  }
  const items = one.items.map((item) => {
    const body = Buffer.concat(
      [...item.elements.values()]
        .filter((inner) => (inner.tag & 0xffff) !== 0)
        .map((inner) => explicitElement(item, inner, signed)),
    );
    return Buffer.concat([itemHead(0xfffee000, body.length), body]);
  });
  return element(one.tag, 'SQ', Buffer.concat(items));
}
