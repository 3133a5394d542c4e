/** Journey step 7: the inflate that DICOM's deflated transfer syntax needs, stopped at a bound before memory is taken. */
import { constants, inflateRawSync } from 'node:zlib';
import type { BoundedInflate } from '#shared/formats/dicom/read-part10.ts';

/** Raw inflate of at most `maxBytes`; a stream that ends too early gives what there was, with `finished` false. */
export const inflateBounded: BoundedInflate = (deflated, maxBytes) => {
  const whole = attempt(deflated, maxBytes, constants.Z_FINISH);
  if (whole.bytes !== null) return { bytes: whole.bytes, finished: true, overLimit: false };
  if (whole.overLimit) return { bytes: new Uint8Array(), finished: false, overLimit: true };
  const part = attempt(deflated, maxBytes, constants.Z_SYNC_FLUSH);
  return { bytes: part.bytes ?? new Uint8Array(), finished: false, overLimit: part.overLimit };
};

function attempt(deflated: Uint8Array, maxOutputLength: number, finishFlush: number) {
  try {
    return {
      bytes: new Uint8Array(inflateRawSync(deflated, { maxOutputLength, finishFlush })),
      overLimit: false,
    };
  } catch (error) {
    const overLimit = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { bytes: null, overLimit };
  }
}
