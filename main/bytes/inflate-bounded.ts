/** Journey step 7: the inflate that DICOM's deflated transfer syntax needs, stopped at a bound before memory is taken. */
import { constants, inflateRawSync } from 'node:zlib';
import type { BoundedInflate } from '#shared/formats/dicom/read-part10.ts';
import { countInflated } from './count-inflated.ts';

/** Below this, inflating at once costs less than counting first, and no bomb can take more than this. */
const smallUpTo = 8 * 1024 * 1024;

/** Raw inflate of at most `maxBytes`; a stream that ends too early gives what there was, with `finished` false. */
export const inflateBounded: BoundedInflate = (deflated, maxBytes) => {
  const small = inflate(deflated, Math.min(smallUpTo, maxBytes));
  if (!small.overLimit) return small;
  // zlib gathers its output before it says that there is too much of it, so a bomb is counted first.
  const size = maxBytes <= smallUpTo ? null : countInflated(deflated, maxBytes);
  if (size === null) return { bytes: new Uint8Array(), finished: false, overLimit: true };
  return inflate(deflated, maxBytes, size);
};

function inflate(deflated: Uint8Array, maxBytes: number, chunkSize = 65_536): ReturnType<BoundedInflate> {
  const whole = attempt(deflated, maxBytes, constants.Z_FINISH, chunkSize);
  if (whole.bytes !== null) return { bytes: whole.bytes, finished: true, overLimit: false };
  if (whole.overLimit) return { bytes: new Uint8Array(), finished: false, overLimit: true };
  const part = attempt(deflated, maxBytes, constants.Z_SYNC_FLUSH, chunkSize);
  return { bytes: part.bytes ?? new Uint8Array(), finished: false, overLimit: part.overLimit };
}

function attempt(deflated: Uint8Array, maxOutputLength: number, finishFlush: number, chunkSize: number) {
  try {
    const bytes = inflateRawSync(deflated, { maxOutputLength, finishFlush, chunkSize });
    return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), overLimit: false };
  } catch (error) {
    const overLimit = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { bytes: null, overLimit };
  }
}
