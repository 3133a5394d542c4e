/** Writes small data sets (answers to scanners, results): implicit or explicit VR little endian, PS3.5 section 7. */
import { valueRepresentation } from './value-representations.ts';

export interface ElementToWrite {
  /** Group × 65536 + element. */
  readonly tag: number;
  readonly vr: string;
  /** Bytes as encoded (padded here), or the items of a sequence. */
  readonly value: Uint8Array | ReadonlyArray<readonly ElementToWrite[]>;
}

/** The elements in tag order, sequences and items with explicit lengths; values above 65,534 bytes need a long VR. */
export function writeElements(elements: readonly ElementToWrite[], explicit: boolean): Uint8Array {
  const chunks = [...elements]
    .sort((one, other) => one.tag - other.tag)
    .map((one) => writeOne(one, explicit));
  return join(chunks);
}

/** Text that is ASCII by its VR (UI, CS, DA, IS …) as bytes. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f);
}

/** Unsigned 16-bit values. */
export function uint16Bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]));
}

function writeOne(element: ElementToWrite, explicit: boolean): Uint8Array {
  const { tag, vr } = element;
  const body =
    element.value instanceof Uint8Array
      ? padded(element.value, vr)
      : join(element.value.map((item) => writeItem(item, explicit)));
  const long = valueRepresentation(vr.charCodeAt(0), vr.charCodeAt(1))?.long === true;
  const header = new Uint8Array(explicit && long ? 12 : 8);
  const view = new DataView(header.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  if (explicit) {
    header[4] = vr.charCodeAt(0);
    header[5] = vr.charCodeAt(1);
  }
  if (explicit && !long) {
    if (body.length > 0xfffe) throw new RangeError(`${vr} of ${body.length} bytes`);
    view.setUint16(6, body.length, true);
  } else view.setUint32(explicit ? 8 : 4, body.length, true);
  return join([header, body]);
}

function writeItem(item: readonly ElementToWrite[], explicit: boolean): Uint8Array {
  const body = writeElements(item, explicit);
  const header = Uint8Array.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  new DataView(header.buffer).setUint32(4, body.length, true);
  return join([header, body]);
}

function padded(bytes: Uint8Array, vr: string): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1);
  even.set(bytes);
  even[bytes.length] = vr === 'UI' || vr === 'OB' || vr === 'UN' ? 0 : 0x20;
  return even;
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
