/** Journey step 7: RLE Lossless (PS3.5 annex G): byte planes of PackBits, the most significant byte first. */
import { failure } from '#shared/failure.ts';
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/** One RLE frame to little-endian samples, colour interleaved. Fails with `pixel-decode-failed`. */
export function decodeRunLengths(stream: Uint8Array, facts: PixelFacts): Result<Uint8Array> {
  const bytesPerSample = facts.bitsAllocated / 8;
  const planes = bytesPerSample * facts.samplesPerPixel;
  const pixels = facts.rows * facts.columns;
  if (stream.length < 64) return refuse('RLE header');
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (view.getUint32(0, true) !== planes)
    return refuse(`RLE segments ${view.getUint32(0, true)} ≠ ${planes}`);
  const stride = planes;
  // Two bytes of PackBits never make more than 128: a header that promises more is not given memory.
  if (pixels * stride > (stream.length - 64) * 64) return refuse('RLE ratio');
  const out = new Uint8Array(pixels * stride);
  for (let plane = 0; plane < planes; plane++) {
    const from = view.getUint32(4 + plane * 4, true);
    const next = plane + 1 < planes ? view.getUint32(8 + plane * 4, true) : stream.length;
    if (from < 64 || from > next || next > stream.length) return refuse('RLE offset');
    const sample = Math.floor(plane / bytesPerSample);
    const byte = bytesPerSample - 1 - (plane % bytesPerSample);
    const filled = unpackPlane(
      stream.subarray(from, next),
      out,
      sample * bytesPerSample + byte,
      stride,
      pixels,
    );
    if (filled < pixels) return refuse(`RLE ${filled} < ${pixels}`);
  }
  return ok(out);
}

function unpackPlane(
  segment: Uint8Array,
  out: Uint8Array,
  offset: number,
  stride: number,
  pixels: number,
): number {
  let pixel = 0;
  let at = 0;
  while (at < segment.length && pixel < pixels) {
    const control = segment[at++] ?? 128;
    if (control === 128) continue;
    const count = control < 128 ? control + 1 : 257 - control;
    const end = Math.min(pixel + count, pixels);
    const repeated = control > 128 ? segment[at++] : undefined;
    if (control > 128 && repeated === undefined) break;
    for (; pixel < end; pixel++) {
      const value = repeated ?? segment[at++];
      if (value === undefined) return pixel;
      out[pixel * stride + offset] = value;
    }
  }
  return pixel;
}

function refuse(detail: string) {
  return fail(failure('pixel-decode-failed', { detail }));
}
