/** Journey step 7: fragments of encapsulated pixel data to frames (PS3.5 annex A.4). */
import type { ByteSpan } from '#shared/formats/dicom/data-set.ts';

/**
 * The fragments of each frame. One fragment a frame, else the offset table where it fits, else the start markers of the
 * streams. Null when none of these gives `frames` frames.
 */
export function splitFrames(
  bytes: Uint8Array,
  fragments: readonly ByteSpan[],
  frames: number,
): ReadonlyArray<readonly ByteSpan[]> | null {
  const [table, ...rest] = fragments;
  if (frames === 1) return rest.length > 0 ? [rest] : null;
  if (rest.length === frames) return rest.map((fragment) => [fragment]);
  return byOffsets(bytes, table, rest, frames) ?? byMarkers(bytes, rest, frames);
}

/** The bytes of one frame; only a frame of several fragments is copied. */
export function joinFragments(bytes: Uint8Array, fragments: readonly ByteSpan[]): Uint8Array {
  const [only] = fragments;
  if (fragments.length === 1 && only !== undefined) {
    return bytes.subarray(only.start, only.start + only.length);
  }
  const joined = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.length, 0));
  let at = 0;
  for (const { start, length } of fragments) {
    joined.set(bytes.subarray(start, start + length), at);
    at += length;
  }
  return joined;
}

function byOffsets(
  bytes: Uint8Array,
  table: ByteSpan | undefined,
  rest: readonly ByteSpan[],
  frames: number,
) {
  const first = rest[0];
  if (table === undefined || first === undefined || table.length < frames * 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + table.start, table.length);
  const starts = new Set<number>();
  for (let frame = 0; frame < frames; frame++) starts.add(view.getUint32(frame * 4, true) + first.start);
  return gather(rest, frames, (fragment) => starts.has(fragment.start));
}

function byMarkers(bytes: Uint8Array, rest: readonly ByteSpan[], frames: number) {
  return gather(rest, frames, ({ start }) => {
    const isJpeg = bytes[start] === 0xff && bytes[start + 1] === 0xd8;
    const isJpeg2000 = bytes[start] === 0xff && bytes[start + 1] === 0x4f && bytes[start + 2] === 0xff;
    return isJpeg || isJpeg2000;
  });
}

function gather(rest: readonly ByteSpan[], frames: number, begins: (fragment: ByteSpan) => boolean) {
  const gathered: ByteSpan[][] = [];
  for (const fragment of rest) {
    if (begins(fragment)) gathered.push([fragment]);
    else gathered.at(-1)?.push(fragment);
  }
  return gathered.length === frames ? gathered : null;
}
