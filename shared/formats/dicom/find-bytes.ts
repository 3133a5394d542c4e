/** Journey step 2: a row of bytes in other bytes. A runtime that searches natively passes its own way, six times as fast. */

/** Where `wanted` (at least one byte) begins in `bytes`, or −1. */
export type FindBytes = (bytes: Uint8Array, wanted: Uint8Array) => number;

/** The way that works in every runtime. */
export const findBytesPlainly: FindBytes = (bytes, wanted) => {
  const last = bytes.length - wanted.length;
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same >= wanted.length) return at;
  }
  return -1;
};
