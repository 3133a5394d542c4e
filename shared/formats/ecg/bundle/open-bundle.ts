/** Journey step 2: the parts of a bundle that lies in memory; nothing is copied. */
import { type BundlePart, mostParts, readLocalHeader, startsBundle } from './bundle-format.ts';

export interface HeldPart extends BundlePart {
  readonly bytes: Uint8Array;
}

/** The parts in order, the main one first; null when these bytes are no bundle. A part that is cut is not among them. */
export function openBundle(bytes: Uint8Array): readonly HeldPart[] | null {
  if (!startsBundle(bytes)) return null;
  const parts: HeldPart[] = [];
  for (let at = 0; parts.length < mostParts; ) {
    const head = readLocalHeader(bytes.subarray(at));
    if (head === null) break;
    const from = at + head.headBytes;
    at = from + head.part.size;
    if (at > bytes.length) break;
    parts.push({ ...head.part, bytes: bytes.subarray(from, at) });
  }
  return parts.length === 0 ? null : parts;
}
