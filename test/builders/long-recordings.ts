/** Recordings of any length that exist only where they are read: each byte is worked out from its place. */
import type { RangeSource } from '#shared/formats/ecg/read-window.ts';

/** What every long recording here holds at a sample: a slow wave, another in each lead, never the format's own padding. */
export const valueAt = (lead: number, sample: number): number =>
  ((sample * (lead + 3)) % 1999) - 999 + (lead === 2 && sample % 100_000 === 77 ? 1500 : 0);

/** A source whose head is given and whose body is made on asking; it counts what was read of it. */
export function madeSource(
  head: Uint8Array,
  bodySize: number,
  fill: (body: Uint8Array, from: number) => void,
  more: Partial<Pick<RangeSource, 'name' | 'sibling'>> = {},
): RangeSource & { readonly bytesRead: () => number; readonly mostHeld: () => number } {
  const size = head.length + bodySize;
  let bytesRead = 0;
  let mostHeld = 0;
  return {
    size,
    name: '',
    sibling: () => Promise.resolve(null),
    ...more,
    read: async (from, to) => {
      const end = Math.min(to, size);
      const bytes = new Uint8Array(Math.max(0, end - from));
      if (from < head.length) bytes.set(head.subarray(from, end));
      const bodyFrom = Math.max(from, head.length);
      if (end > bodyFrom) fill(bytes.subarray(bodyFrom - from), bodyFrom - head.length);
      bytesRead += bytes.length;
      mostHeld = Math.max(mostHeld, bytes.length);
      return bytes;
    },
    bytesRead: () => bytesRead,
    mostHeld: () => mostHeld,
  };
}

/** Little-endian samples of `width` bytes from the byte `from` on; `sampleAt` tells the sample at a place. */
export function fillSamples(
  body: Uint8Array,
  from: number,
  width: number,
  sampleAt: (place: number) => number,
): void {
  let place = Math.floor(from / width);
  let value = sampleAt(place);
  let byte = from % width;
  for (let at = 0; at < body.length; at++) {
    body[at] = (value >> (8 * byte)) & 0xff;
    if (++byte === width) {
      byte = 0;
      value = sampleAt(++place);
    }
  }
}

/** A file that lies in memory, counted in the same way. */
export const heldSource = (
  bytes: Uint8Array,
  more: Partial<Pick<RangeSource, 'name' | 'sibling'>> = {},
): ReturnType<typeof madeSource> => madeSource(bytes, 0, () => undefined, more);
