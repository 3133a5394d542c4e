/** One mutated file: a seed of some format with bytes changed, cut, repeated, moved or taken from another seed. */
import type { Draw } from '../soak-program.ts';

export interface FileSeed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Lengths and counts that parsers trip over. */
const telling = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff] as const;

export function mutateFile(draw: Draw, seeds: readonly [FileSeed, ...FileSeed[]]): FileSeed {
  const seed = draw.pick(seeds);
  let bytes = Buffer.from(seed.bytes);
  for (let change = 1 + draw.below(6); change > 0; change--) bytes = mutate(draw, bytes, seeds);
  return { name: seed.name, bytes };
}

function mutate(
  draw: Draw,
  bytes: Buffer<ArrayBuffer>,
  seeds: readonly [FileSeed, ...FileSeed[]],
): Buffer<ArrayBuffer> {
  if (bytes.length === 0) return Buffer.from(draw.bytes(1 + draw.below(64)));
  // Headers decide more than samples do: half of all changes fall into the first kilobyte.
  const at = draw.below(draw.below(2) === 0 ? Math.min(1024, bytes.length) : bytes.length);
  const length = 1 + draw.below(Math.min(64, bytes.length - at));
  switch (draw.below(9)) {
    case 0:
      bytes[at] = draw.below(256);
      return bytes;
    case 1:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw.below(8));
      return bytes;
    case 2:
      return writeTelling(draw, bytes, at);
    case 3:
      return Buffer.from(bytes.subarray(0, at));
    case 4:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 6:
      return Buffer.concat([bytes.subarray(0, at), draw.bytes(length), bytes.subarray(at)]);
    case 7: {
      const other = Buffer.from(draw.pick(seeds).bytes);
      const from = draw.below(Math.max(1, other.length));
      return Buffer.concat([
        bytes.subarray(0, at),
        other.subarray(from, from + 4 * length),
        bytes.subarray(at),
      ]);
    }
    default:
      bytes.fill(draw.below(2) === 0 ? 0 : 0xff, at, at + length);
      return bytes;
  }
}

function writeTelling(draw: Draw, bytes: Buffer<ArrayBuffer>, at: number): Buffer<ArrayBuffer> {
  const value = draw.pick(telling);
  const size = draw.pick([1, 2, 4]);
  if (at + size > bytes.length) return bytes;
  const masked = size === 4 ? value >>> 0 : value & (2 ** (8 * size) - 1);
  if (draw.below(2) === 0) bytes.writeUIntLE(masked, at, size);
  else bytes.writeUIntBE(masked, at, size);
  return bytes;
}
