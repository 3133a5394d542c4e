/** DER (X.690), as much of it as certificates and signatures need: one element written, one element found. */

/** Tag, length in its short or long form (up to 65,535 bytes), content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const bytes = new Uint8Array(1 + size.length + length);
  bytes.set([tag, ...size]);
  let at = 1 + size.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Where the content of the element at `at` begins, and where it ends. */
export function derElement(
  bytes: Uint8Array,
  at: number,
): { readonly content: number; readonly end: number } {
  const first = bytes[at + 1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  let length = count === 0 ? first : 0;
  for (let one = 0; one < count; one++) length = length * 256 + (bytes[at + 2 + one] ?? 0);
  const content = at + 2 + count;
  return { content, end: content + length };
}

/** An INTEGER of an unsigned number, big-endian: no leading zeros but the one that keeps it positive. */
export function derUnsigned(number: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? new Uint8Array(1) : number.subarray(first);
  return (digits[0] ?? 0) >= 0x80 ? der(0x02, new Uint8Array(1), digits) : der(0x02, digits);
}

/** The dotted arcs of an OBJECT IDENTIFIER as an element. */
export function derOid(oid: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let more = arc >>> 7; more > 0; more >>>= 7) groups.unshift((more & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Uint8Array.from(bytes));
}

/** SEQUENCE { r, s } of a signature in the 64-byte form of IEEE P1363. */
export function derSignature(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return der(0x30, derUnsigned(value.subarray(0, 32)), derUnsigned(value.subarray(32)));
}

/** The 64-byte form of SEQUENCE { r, s }; null for what is none of two numbers of 256 bits. */
export function plainSignature(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const outer = derElement(bytes, 0);
  const one = derElement(bytes, outer.content);
  const other = derElement(bytes, one.end);
  if (bytes[0] !== 0x30 || outer.end !== bytes.length || other.end !== outer.end) return null;
  const value = new Uint8Array(64);
  for (const [at, { content, end }] of [one, other].entries()) {
    const tag = at === 0 ? bytes[outer.content] : bytes[one.end];
    const digits = bytes.subarray(content, end);
    const bare = digits[0] === 0 ? digits.subarray(1) : digits;
    if (tag !== 0x02 || bare.length > 32) return null;
    value.set(bare, 32 * at + 32 - bare.length);
  }
  return value;
}
