/** Elements of objects that this program writes: text in UTF-8, numbers in little endian, codes as items. */
import { encodeText } from './encode-text.ts';
import type { ElementToWrite } from './write-elements.ts';

export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** One element; text of any VR is written in UTF-8, which holds ASCII as it is. */
export function element(tag: number, vr: string, value: string | Uint8Array): ElementToWrite {
  const bytes = typeof value === 'string' ? (encodeText(value, 'ISO_IR 192') ?? new Uint8Array()) : value;
  return { tag, vr, value: bytes };
}

export function sequence(tag: number, items: ReadonlyArray<readonly ElementToWrite[]>): ElementToWrite {
  return { tag, vr: 'SQ', value: items };
}

/** Of schemes that carts name with a version (PS3.16 section 8 asks for one where the scheme alone is not enough). */
const schemeVersions: Readonly<Record<string, string>> = { SCPECG: '1.3', UCUM: '1.4', '99YUANZHEN': '1' };

/** A code sequence item (PS3.3 table 8.8-1): values over 16 characters go into Long Code Value. */
export function codeItem({ value, scheme, meaning }: Code): ElementToWrite[] {
  const long = value.length > 16;
  const version = schemeVersions[scheme];
  return [
    element(long ? 0x00080119 : 0x00080100, long ? 'UC' : 'SH', value),
    element(0x00080102, 'SH', scheme),
    ...(version === undefined ? [] : [element(0x00080103, 'SH', version)]),
    element(0x00080104, 'LO', meaning.slice(0, 64)),
  ];
}

/** Unsigned or two's complement integers of `size` bytes. */
export function numbers(size: number, ...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) {
    if (size === 2) view.setUint16(index * 2, value & 0xffff, true);
    else view.setUint32(index * 4, value >>> 0, true);
  }
  return bytes;
}

/** A decimal string of at most 16 characters (PS3.5 table 6.2-1): all digits that fit, which is all that carts write. */
export function decimalText(value: number): string {
  for (let digits = 15; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return '0';
}

/** 32-bit floats (FL). */
export function floats(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
  return bytes;
}

/** A 64-bit float (FD). */
export function double(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return bytes;
}
