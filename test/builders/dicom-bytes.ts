/** DICOM files written byte by byte, so that tests can also write what no library would: cut, bent, mislabelled. */

export interface Syntax {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

export const explicitLittle: Syntax = { explicit: true, littleEndian: true };
export const implicitLittle: Syntax = { explicit: false, littleEndian: true };
export const explicitBig: Syntax = { explicit: true, littleEndian: false };

const longForm = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

export function joinBytes(parts: ReadonlyArray<Uint8Array>): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Bytes of text with one byte a character. */
export function latinBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** Head of an element whose value is `length` bytes, which need not be true. */
export function elementHead(tag: number, vr: string, length: number, syntax = explicitLittle): Uint8Array {
  const { explicit, littleEndian: little } = syntax;
  const long = explicit && longForm.has(vr);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, little);
  view.setUint16(2, tag & 0xffff, little);
  if (!explicit || tag >= 0xfffe0000) {
    view.setUint32(4, length, little);
    return bytes.subarray(0, 8);
  }
  bytes.set(latinBytes(vr), 4);
  if (long) view.setUint32(8, length, little);
  else view.setUint16(6, length, little);
  return bytes;
}

/** One element; text is padded to even length. */
export function element(
  tag: number,
  vr: string,
  value: string | Uint8Array,
  syntax = explicitLittle,
): Uint8Array {
  const raw = typeof value === 'string' ? latinBytes(value) : value;
  const pad = vr === 'UI' || vr === 'OB' ? 0 : 0x20;
  const even = raw.length % 2 === 0 ? raw : joinBytes([raw, Uint8Array.of(pad)]);
  return joinBytes([elementHead(tag, vr, even.length, syntax), even]);
}

/** Unsigned 16-bit values. */
export function shorts(tag: number, values: readonly number[], syntax = explicitLittle): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint16(index * 2, value, syntax.littleEndian);
  return element(tag, 'US', bytes, syntax);
}

/** An unsigned 32-bit value. */
export function long(tag: number, value: number, syntax = explicitLittle): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, syntax.littleEndian);
  return element(tag, 'UL', bytes, syntax);
}

/** A sequence of items; `open` writes undefined lengths and delimiters. */
export function sequence(
  tag: number,
  items: ReadonlyArray<Uint8Array>,
  { open = false, syntax = explicitLittle, vr = 'SQ' } = {},
): Uint8Array {
  const undefinedLength = 0xffffffff;
  const written = items.map((item) =>
    open
      ? joinBytes([
          elementHead(0xfffee000, '', undefinedLength, syntax),
          item,
          elementHead(0xfffee00d, '', 0, syntax),
        ])
      : joinBytes([elementHead(0xfffee000, '', item.length, syntax), item]),
  );
  const body = joinBytes(written);
  return open
    ? joinBytes([elementHead(tag, vr, undefinedLength, syntax), body, elementHead(0xfffee0dd, '', 0, syntax)])
    : joinBytes([elementHead(tag, vr, body.length, syntax), body]);
}

/** Encapsulated pixel data with an empty offset table. */
export function fragments(streams: ReadonlyArray<Uint8Array>): Uint8Array {
  const items = [new Uint8Array(), ...streams].map((stream) => {
    const even = stream.length % 2 === 0 ? stream : joinBytes([stream, Uint8Array.of(0)]);
    return joinBytes([elementHead(0xfffee000, '', even.length), even]);
  });
  return joinBytes([elementHead(0x7fe00010, 'OB', 0xffffffff), ...items, elementHead(0xfffee0dd, '', 0)]);
}

/** Preamble and file meta information. */
export function metaBytes(
  transferSyntaxUid: string | null,
  sopClassUid = '1.2.840.10008.5.1.4.1.1.2',
): Uint8Array {
  const elements = [element(0x00020002, 'UI', sopClassUid), element(0x00020003, 'UI', '1.2.3.4')];
  if (transferSyntaxUid !== null) elements.push(element(0x00020010, 'UI', transferSyntaxUid));
  const body = joinBytes(elements);
  return joinBytes([new Uint8Array(128), latinBytes('DICM'), long(0x00020000, body.length), body]);
}
