/** Puts a Part 10 head before bytes that lack one (old exports hold the bare data set), since the parser insists on it. */

const preambleLength = 128;

/** The same bytes when they begin as PS3.10 says; else a copy with preamble and file meta as its first bytes suggest. */
export function asPart10(given: ArrayBuffer): ArrayBuffer {
  const bytes = new Uint8Array(given);
  if (bytes.length < 8 || textAt(bytes, preambleLength, 4) === 'DICM') return given;
  if (bytes[0] === 2 && bytes[1] === 0) return joined(head(new Uint8Array(0)), bytes);
  const isBigEndian = bytes[0] === 0 && bytes[1] === 8;
  const isLittleEndian = bytes[0] === 8 && bytes[1] === 0;
  if (!isBigEndian && !isLittleEndian) return given;
  const isExplicit = /^[A-Z]{2}$/.test(textAt(bytes, 4, 2));
  const syntax = isBigEndian
    ? '1.2.840.10008.1.2.2'
    : isExplicit
      ? '1.2.840.10008.1.2.1'
      : '1.2.840.10008.1.2';
  return joined(head(transferSyntax(syntax)), bytes);
}

function head(meta: Uint8Array): Uint8Array {
  const made = new Uint8Array(preambleLength + 4 + meta.length);
  made.set(new TextEncoder().encode('DICM'), preambleLength);
  made.set(meta, preambleLength + 4);
  return made;
}

/** (0002,0010) UI, padded to even length by a zero byte. */
function transferSyntax(uid: string): Uint8Array {
  const length = uid.length + (uid.length % 2);
  const element = new Uint8Array(8 + length);
  element.set([0x02, 0x00, 0x10, 0x00, 0x55, 0x49, length, 0]);
  element.set(new TextEncoder().encode(uid), 8);
  return element;
}

function joined(first: Uint8Array, second: Uint8Array): ArrayBuffer {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole.buffer;
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
