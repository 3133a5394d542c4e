/** Journey step 7: raw bytes of one frame to stored values, colour interleaved, every value as written. */
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';

/** Samples of one frame after unpacking: 4:2:2 is spread to three samples a pixel. */
export function samplesPerFrame(facts: PixelFacts): number {
  return facts.rows * facts.columns * facts.samplesPerPixel;
}

/** Bytes of one uncompressed frame; frames of single bits are not aligned to bytes and have none. */
export function bytesPerFrame(facts: PixelFacts): number {
  const halved = isHalved(facts);
  return (facts.rows * facts.columns * (halved ? 2 : facts.samplesPerPixel) * facts.bitsAllocated) / 8;
}

function isHalved(facts: PixelFacts): boolean {
  return facts.photometric.endsWith('_422') && facts.samplesPerPixel === 3;
}

/** Unpacks frame `index` of uncompressed pixel data whose length was checked before. */
export function unpackFrame(
  data: Uint8Array,
  index: number,
  facts: PixelFacts,
  littleEndian: boolean,
): Int32Array {
  if (facts.bitsAllocated === 1) return unpackBits(data, index, samplesPerFrame(facts));
  const size = bytesPerFrame(facts);
  const frame = data.subarray(index * size, (index + 1) * size);
  if (isHalved(facts)) return spreadHalved(frame, facts);
  const values = unpackSamples(frame, facts, littleEndian);
  return facts.planar && facts.samplesPerPixel > 1 ? interleave(values, facts.samplesPerPixel) : values;
}

/** Whole samples of 8, 16 or 32 bits, signed as the header says; 32-bit unsigned keeps its bits. */
export function unpackSamples(bytes: Uint8Array, facts: PixelFacts, littleEndian: boolean): Int32Array {
  const size = facts.bitsAllocated / 8;
  const count = Math.floor(bytes.length / size);
  const values = new Int32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { signed } = facts;
  if (size === 1) {
    for (let at = 0; at < count; at++) values[at] = signed ? view.getInt8(at) : (bytes[at] ?? 0);
  } else if (size === 2) {
    for (let at = 0; at < count; at++) {
      values[at] = signed ? view.getInt16(at * 2, littleEndian) : view.getUint16(at * 2, littleEndian);
    }
  } else {
    for (let at = 0; at < count; at++) values[at] = view.getInt32(at * 4, littleEndian);
  }
  return values;
}

/** Plane after plane to sample beside sample. */
export function interleave(values: Int32Array, samples: number): Int32Array {
  const pixels = values.length / samples;
  const interleaved = new Int32Array(values.length);
  for (let sample = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      interleaved[pixel * samples + sample] = values[sample * pixels + pixel] ?? 0;
    }
  }
  return interleaved;
}

/** Single bits, lowest first, frames following without padding (PS3.5 section 8.1.1). */
function unpackBits(data: Uint8Array, index: number, count: number): Int32Array {
  const values = new Int32Array(count);
  const first = index * count;
  for (let at = 0; at < count; at++) {
    const bit = first + at;
    values[at] = ((data[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return values;
}

/** YBR_FULL_422: Y Y Cb Cr for two pixels, to Y Cb Cr for each. */
function spreadHalved(frame: Uint8Array, facts: PixelFacts): Int32Array {
  const pixels = facts.rows * facts.columns;
  const values = new Int32Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const quad = (pixel >> 1) * 4;
    values[pixel * 3] = frame[quad + (pixel & 1)] ?? 0;
    values[pixel * 3 + 1] = frame[quad + 2] ?? 0;
    values[pixel * 3 + 2] = frame[quad + 3] ?? 0;
  }
  return values;
}
