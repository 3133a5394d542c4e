/**
 * Journey step 2: how long deflated bytes are once inflated, found by reading their codes (RFC 1951) without writing any
 * output, so that a bomb is known before memory is taken for it.
 */

interface Codes {
  /** length × 512 + symbol, by the next `bits` bits of the stream; 0 where no code begins. */
  readonly table: Uint16Array;
  readonly bits: number;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
  /** Bits taken out of the bytes and not yet used, and how many of them. */
  held: number;
  count: number;
  /** Bytes of output so far. */
  total: number;
}

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Length of the raw deflate stream's output; null when it is more than `maxBytes`. Damage or a cut ends the count. */
export function countInflated(deflated: Uint8Array, maxBytes: number): number | null {
  const reader: Reader = { bytes: deflated, at: 0, held: 0, count: 0, total: 0 };
  for (let last = 0, goesOn = true; last === 0 && goesOn; ) {
    last = take(reader, 1);
    const kind = take(reader, 2);
    if (last < 0 || kind < 0 || kind === 3) break;
    goesOn = kind === 0 ? countStored(reader) : countCoded(reader, kind, maxBytes);
    if (reader.total > maxBytes) return null;
  }
  return reader.total;
}

/** Counts a stored block; false when it is damaged or cut. */
function countStored(reader: Reader): boolean {
  take(reader, reader.count & 7);
  const length = take(reader, 16);
  if (take(reader, 16) !== (length ^ 0xffff)) return false;
  const from = reader.at - (reader.count >> 3);
  const there = Math.min(length, reader.bytes.length - from);
  reader.at = from + there;
  reader.held = 0;
  reader.count = 0;
  reader.total += there;
  return there === length;
}

/** Counts a block of Huffman codes; false when it is damaged, cut, or crosses the bound. */
function countCoded(reader: Reader, kind: number, maxBytes: number): boolean {
  const codes = kind === 1 ? fixedCodes() : readCodes(reader);
  if (codes === null) return false;
  while (reader.total <= maxBytes) {
    const symbol = decode(reader, codes.literals);
    if (symbol === 256) return true;
    if (symbol < 0) return false;
    if (symbol < 256) {
      reader.total++;
      continue;
    }
    const base = lengthBase[symbol - 257];
    const extra = take(reader, lengthExtra[symbol - 257] ?? 0);
    const distance = decode(reader, codes.distances);
    if (base === undefined || extra < 0 || distance < 0 || distance > 29) return false;
    if (take(reader, distance < 4 ? 0 : (distance >> 1) - 1) < 0) return false;
    reader.total += base + extra;
  }
  return false;
}

/** The next `count` (at most 16) bits; -1 at the end of the bytes. */
function take(reader: Reader, count: number): number {
  fill(reader, count);
  if (reader.count < count) return -1;
  const value = reader.held & ((1 << count) - 1);
  reader.held >>>= count;
  reader.count -= count;
  return value;
}

function fill(reader: Reader, count: number): void {
  while (reader.count < count && reader.at < reader.bytes.length) {
    reader.held |= (reader.bytes[reader.at++] ?? 0) << reader.count;
    reader.count += 8;
  }
}

function decode(reader: Reader, { table, bits }: Codes): number {
  fill(reader, bits);
  const entry = table[reader.held & ((1 << bits) - 1)] ?? 0;
  const length = entry >> 9;
  if (length === 0 || length > reader.count) return -1;
  reader.held >>>= length;
  reader.count -= length;
  return entry & 511;
}

let fixed: { literals: Codes; distances: Codes } | null = null;
function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8));
  fixed ??= { literals: buildCodes(lengths), distances: buildCodes(new Array<number>(30).fill(5)) };
  return fixed;
}

/** The codes of a dynamic block (RFC 1951 section 3.2.7), or null when they are damaged. */
function readCodes(reader: Reader): { literals: Codes; distances: Codes } | null {
  const literalCount = take(reader, 5) + 257;
  const distanceCount = take(reader, 5) + 1;
  const orderCount = take(reader, 4) + 4;
  const order = new Array<number>(19).fill(0);
  for (let at = 0; at < orderCount; at++) order[codeOrder[at] ?? 0] = take(reader, 3);
  if (order.includes(-1)) return null;
  const codes = buildCodes(order);
  const lengths: number[] = [];
  while (lengths.length < literalCount + distanceCount) {
    const symbol = decode(reader, codes);
    if (symbol < 0) return null;
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    const repeated = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
    const more = symbol === 18 ? take(reader, 7) + 11 : take(reader, symbol - 14) + 3;
    for (let at = 0; at < more; at++) lengths.push(repeated);
  }
  return {
    literals: buildCodes(lengths.slice(0, literalCount)),
    distances: buildCodes(lengths.slice(literalCount, literalCount + distanceCount)),
  };
}

/** Canonical Huffman codes of these lengths as one table over the longest of them. */
function buildCodes(lengths: readonly number[]): Codes {
  const bits = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    for (const [symbol, own] of lengths.entries()) {
      if (own !== length) continue;
      for (let at = reversed(code, length); at < table.length; at += 1 << length) {
        table[at] = length * 512 + symbol;
      }
      code++;
    }
    code <<= 1;
  }
  return { table, bits };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
