/** Journey step 2: sections 5 and 6 of SCP-ECG (EN 1064 5.8, 5.9): stored values of each lead, differences undone. */
import { ok, type Result } from '../../../result.ts';
import { decodeHuffman, type HuffmanTable } from './scp-huffman.ts';
import { damaged, type ScpSection } from './scp-record.ts';

export interface ScpBlock {
  /** nV per LSB. */
  readonly nanovolts: number;
  /** µs from sample to sample. */
  readonly interval: number;
  /** 0: values, 1: first differences, 2: second differences. */
  readonly difference: number;
  readonly bimodal: boolean;
  /** Bytes of each lead. */
  readonly leads: readonly Uint8Array[];
}

/** The block of a section; fails with `scp-damaged`. */
export function readScpBlock(section: ScpSection, leadCount: number): Result<ScpBlock> {
  const { body, id } = section;
  const dataAt = 6 + leadCount * 2;
  if (body.length < dataAt) return damaged(`section ${id} is cut`);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const nanovolts = view.getUint16(0, true);
  const interval = view.getUint16(2, true);
  const difference = view.getUint8(4);
  if (nanovolts === 0) return damaged(`section ${id}: amplitude 0 nV`);
  if (interval === 0) return damaged(`section ${id}: sample interval 0 µs`);
  if (difference > 2) return damaged(`section ${id}: differences of order ${difference}`);
  const leads: Uint8Array[] = [];
  let at = dataAt;
  for (let index = 0; index < leadCount; index++) {
    const length = view.getUint16(6 + index * 2, true);
    if (at + length > body.length) return damaged(`section ${id}: lead ${index + 1} of ${length} bytes`);
    leads.push(body.subarray(at, at + length));
    at += length;
  }
  return ok({ nanovolts, interval, difference, bimodal: view.getUint8(5) === 1, leads });
}

/** Values of one lead, at most `most`, in LSB of the block. */
export function decodeLead(
  bytes: Uint8Array,
  tables: readonly HuffmanTable[] | null,
  difference: number,
  most: number,
): Int32Array {
  const values = tables === null ? plainValues(bytes, most) : decodeHuffman(bytes, tables, most);
  for (let at = difference; difference > 0 && at < values.length; at++) {
    const before = values[at - 1] ?? 0;
    values[at] = (values[at] ?? 0) + (difference === 1 ? before : 2 * before - (values[at - 2] ?? 0));
  }
  return values;
}

function plainValues(bytes: Uint8Array, most: number): Int32Array {
  const count = Math.min(most, bytes.length >> 1);
  const values = new Int32Array(count);
  for (let at = 0; at < count; at++)
    values[at] = (((bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8)) << 16) >> 16;
  return values;
}
