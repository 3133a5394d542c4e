/** Journey step 7: one line of facts about all stored values of an object, to compare decoders by. */
import { createHash } from 'node:crypto';
import { ok, type Result } from '#shared/result.ts';
import type { PixelSource } from '../decode-pixels.ts';

export interface PixelSummary {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samplesPerPixel: number;
  /** Over all stored values as little-endian int32 (float pixel data: as little-endian floats). */
  readonly sha256: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/** Decodes every frame in turn, holding one at a time. Fails as a frame fails. */
export async function summarisePixels(source: PixelSource): Promise<Result<PixelSummary>> {
  const { rows, columns, frames, samplesPerPixel } = source.facts;
  const hash = createHash('sha256');
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let index = 0; index < frames; index++) {
    const frame = await source.readFrame(index);
    if (!frame.ok) return frame;
    const values = frame.value;
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    for (const value of values) {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    count += values.length;
  }
  return ok({
    rows,
    columns,
    frames,
    samplesPerPixel,
    sha256: hash.digest('hex'),
    min,
    max,
    mean: sum / count,
  });
}
