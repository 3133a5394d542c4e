/** Inflates the deflated transfer syntax within a bound, for reading headers (PS3.5 annex A.5). */
import { constants, inflateRawSync } from 'node:zlib';
import type { BoundedInflate } from '#shared/formats/dicom/read-part10.ts';

const nothing = new Uint8Array();

/** Stops at `maxBytes`; a stream that ends too early gives what it had. */
export const inflateBounded: BoundedInflate = (deflated, maxBytes) => {
  const maxOutputLength = Math.max(1, maxBytes);
  try {
    return { bytes: inflateRawSync(deflated, { maxOutputLength }), finished: true, overLimit: false };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { bytes: nothing, finished: false, overLimit: true };
  }
  try {
    const options = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
    return { bytes: inflateRawSync(deflated, options), finished: false, overLimit: false };
  } catch {
    return { bytes: nothing, finished: false, overLimit: false };
  }
};
