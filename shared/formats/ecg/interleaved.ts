/** Journey step 2: 16-bit little-endian samples to rows, the commonest layout of all: as fast as memory can be walked. */

/** Whether numbers in memory lie as the files have them; on every processor the program runs on they do. */
const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** `count` samples from the byte `from` on, as a view where the bytes allow it, else as a copy. */
export function int16At(bytes: Uint8Array, from: number, count: number): Int16Array {
  const at = bytes.byteOffset + from;
  if (isLittle && at % 2 === 0) return new Int16Array(bytes.buffer, at, count);
  if (isLittle)
    return new Int16Array(new Uint8Array(bytes.subarray(from, from + 2 * count)).buffer, 0, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: count }, (_, index) => view.getInt16(from + 2 * index, true));
}

/** Rows of `count` samples each from `rows` that take turns; never views of `bytes`, which may be used again. */
export function partInt16(bytes: Uint8Array, from: number, rows: number, count: number): Int16Array[] {
  const all = int16At(bytes, from, rows * count);
  if (rows === 1) return [all.slice()];
  const parted = Array.from({ length: rows }, () => new Int16Array(count));
  for (const [row, samples] of parted.entries())
    for (let index = 0, at = row; index < count; index++, at += rows) samples[index] = all[at] ?? 0;
  return parted;
}
