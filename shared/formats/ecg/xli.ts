/**
 * Journey step 2: XLI, the compression of Philips XML: per lead a chunk of LZW with 10-bit codes over the high bytes, then the
 * low bytes, of second differences. Known from public descriptions of the format; there is no published standard.
 */

const codeBits = 10;
/** All ones ends a chunk. */
const endCode = 1023;
/** Two minutes of a lead at 1000 Hz, as two bytes a sample; a chunk that grows beyond it is a bomb. */
const mostBytes = 240_000;

/** Samples of each chunk; null when a chunk is cut, empty, or grows over the limit. At most `chunks` are read. */
export function decodeXli(bytes: Uint8Array, chunks: number): Int32Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leads: Int32Array[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && leads.length < chunks) {
    const size = view.getInt32(at, true);
    const firstDelta = view.getInt16(at + 6, true);
    at += 8;
    if (size <= 0 || at + size > bytes.length) return null;
    const packed = inflateLzw(bytes.subarray(at, at + size));
    if (packed === null || packed.length < 4) return null;
    leads.push(undoDifferences(joinHalves(packed), firstDelta));
    at += size;
  }
  return leads;
}

/** Each string is its predecessor and one byte: strings are kept as such pairs and written back to front. */
function inflateLzw(bytes: Uint8Array): Uint8Array | null {
  const prefix = new Int16Array(endCode).fill(-1);
  const last = new Uint8Array(endCode);
  const length = new Uint32Array(endCode).fill(1);
  for (let code = 0; code < 256; code++) last[code] = code;
  const out = new Uint8Array(mostBytes);
  let written = 0;
  let next = 256;
  let previous = -1;
  let buffer = 0;
  let held = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0x3ffff;
    held += 8;
    if (held < codeBits) continue;
    held -= codeBits;
    const code = (buffer >> held) & endCode;
    if (code === endCode) break;
    const repeats = code === next && previous >= 0;
    if (code >= next && !repeats) return null;
    const count = repeats ? (length[previous] ?? 0) + 1 : (length[code] ?? 0);
    if (written + count > mostBytes) return null;
    let at = written + count - 1;
    if (repeats) at -= 1;
    for (let part = repeats ? previous : code; part >= 0; part = prefix[part] ?? -1)
      out[at--] = last[part] ?? 0;
    const first = out[written] ?? 0;
    if (repeats) out[written + count - 1] = first;
    if (previous >= 0 && next < endCode) {
      prefix[next] = previous;
      last[next] = first;
      length[next] = (length[previous] ?? 0) + 1;
      next += 1;
    }
    previous = code;
    written += count;
  }
  return out.subarray(0, written);
}

function joinHalves(packed: Uint8Array): Int32Array {
  const half = Math.ceil(packed.length / 2);
  return Int32Array.from(
    { length: half },
    (_, at) => (((packed[at] ?? 0) << 24) >> 16) | (packed[half + at] ?? 0),
  );
}

/** The first two are samples; each further one is how far the curve bends from a straight line, 64 added. */
function undoDifferences(values: Int32Array, firstDelta: number): Int32Array {
  const samples = Int32Array.from(values);
  let bend = firstDelta;
  for (let at = 2; at < samples.length; at++) {
    samples[at] = 2 * (samples[at - 1] ?? 0) - (samples[at - 2] ?? 0) - bend;
    bend = (values[at] ?? 0) - 64;
  }
  return samples;
}
