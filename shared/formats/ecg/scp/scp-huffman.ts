/** Journey step 2: section 2 of SCP-ECG (EN 1064 5.5): the Huffman tables, and the values a table makes of bits. */
import { ok, type Result } from '../../../result.ts';
import { damaged, type ScpSection } from './scp-record.ts';

export interface HuffmanCode {
  /** Bits that tell the code. */
  readonly prefixBits: number;
  /** Bits of code and value together. */
  readonly totalBits: number;
  /** False: the code switches to the table `base` (counted from 1) and stands for no value. */
  readonly isValue: boolean;
  readonly base: number;
  /** The prefix, first bit lowest, as the section keeps it. */
  readonly prefix: number;
}

/** A table as a tree: `children[2n + bit]` is the next node, or −1 − index of the code, or 0 for none. */
export interface HuffmanTable {
  readonly children: Int32Array;
  readonly codes: readonly HuffmanCode[];
}

const defaultMark = 19_999;
const mostTables = 64;
const mostCodes = 4096;

const value = (prefixBits: number, totalBits: number, base: number, prefix: number): HuffmanCode => ({
  prefixBits,
  totalBits,
  isValue: true,
  base,
  prefix,
});

/** The table that mark 19999 stands for (EN 1064 table C.1): small numbers by runs of ones, all others as 8 or 16 bits. */
export const defaultCodes: readonly HuffmanCode[] = [
  value(1, 1, 0, 0),
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((size) => [
    value(size + 2, size + 2, size, 2 ** size - 1),
    value(size + 2, size + 2, -size, 2 ** size - 1 + 2 ** (size + 1)),
  ]),
  value(10, 18, 0, 511),
  value(10, 26, 0, 1023),
];

/** Tables of the section; null when the samples are stored plainly. Fails with `scp-damaged` for tables that cannot be. */
export function readHuffmanTables(section: ScpSection | undefined): Result<readonly HuffmanTable[] | null> {
  if (section === undefined || section.body.length < 2) return ok(null);
  const { body } = section;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const count = view.getUint16(0, true);
  if (count === 0) return ok(null);
  if (count === defaultMark) return plant([defaultCodes]);
  if (count > mostTables) return damaged(`${count} Huffman tables`);
  const tables: HuffmanCode[][] = [];
  let at = 2;
  for (let table = 0; table < count; table++) {
    if (at + 2 > body.length) return damaged(`Huffman table ${table + 1} is cut`);
    const size = view.getUint16(at, true);
    at += 2;
    if (size > mostCodes || at + size * 9 > body.length)
      return damaged(`Huffman table ${table + 1} with ${size} codes`);
    tables.push(Array.from({ length: size }, (_, index) => readCode(view, at + index * 9)));
    at += size * 9;
  }
  return plant(tables);
}

function readCode(view: DataView, at: number): HuffmanCode {
  return {
    prefixBits: view.getUint8(at),
    totalBits: view.getUint8(at + 1),
    isValue: view.getUint8(at + 2) !== 0,
    base: view.getInt16(at + 3, true),
    prefix: view.getUint32(at + 5, true),
  };
}

/** Judges the codes and builds the trees; a code that begins another would make reading ambiguous. */
function plant(tables: ReadonlyArray<readonly HuffmanCode[]>): Result<readonly HuffmanTable[]> {
  const planted: HuffmanTable[] = [];
  for (const [table, codes] of tables.entries()) {
    const wrong = (detail: string) => damaged(`Huffman table ${table + 1}: ${detail}`);
    if (codes.length === 0) return wrong('empty');
    const children: number[] = [0, 0];
    for (const [index, code] of codes.entries()) {
      const { prefixBits, totalBits, isValue, base, prefix } = code;
      if (prefixBits < 1 || prefixBits > 32 || totalBits < prefixBits || totalBits - prefixBits > 32)
        return wrong(`${prefixBits} of ${totalBits} bits`);
      if (!isValue && (base < 1 || base > tables.length)) return wrong(`switch to table ${base}`);
      let node = 0;
      for (let bit = 0; bit < prefixBits; bit++) {
        const branch = 2 * node + ((prefix >>> bit) & 1);
        const next = children[branch] ?? 0;
        if (next < 0 || (bit === prefixBits - 1 && next !== 0))
          return wrong(`code ${index + 1} is not unique`);
        if (bit === prefixBits - 1) children[branch] = -1 - index;
        else if (next > 0) node = next;
        else {
          node = children.length / 2;
          children[branch] = node;
          children.push(0, 0);
        }
      }
    }
    planted.push({ children: Int32Array.from(children), codes });
  }
  return ok(planted);
}

/** Values of one lead, at most `most`; fewer when the bits end or form no code. Reading begins with the first table. */
export function decodeHuffman(bytes: Uint8Array, tables: readonly HuffmanTable[], most: number): Int32Array {
  const values = new Int32Array(most);
  const bits = bytes.length * 8;
  let table = tables[0];
  let at = 0;
  let count = 0;
  while (count < most && table !== undefined) {
    let node = 0;
    while (node >= 0 && at < bits) {
      const bit = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
      at++;
      const next = table.children[2 * node + bit] ?? 0;
      if (next === 0) return values.subarray(0, count);
      node = next;
    }
    const code = node < 0 ? table.codes[-1 - node] : undefined;
    if (code === undefined) break;
    const extra = code.totalBits - code.prefixBits;
    if (at + extra > bits) break;
    if (!code.isValue) {
      at += extra;
      table = tables[code.base - 1];
      continue;
    }
    let added = 0;
    for (let bit = 0; bit < extra; bit++, at++)
      added = (added << 1) | (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    // What follows the code is a signed number of that many bits.
    if (extra > 0 && extra < 32) added = (added << (32 - extra)) >> (32 - extra);
    values[count++] = code.base + added;
  }
  return values.subarray(0, count);
}
