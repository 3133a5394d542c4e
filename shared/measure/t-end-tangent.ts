/** The end of the T wave by the tangent method: where the steepest line after its peak meets the level ahead of the QRS. */
import type { MedianBeat } from '../ecg/analysis.ts';

export interface Tangent {
  /** Where the line meets zero, in (fractional) samples of the median beat. */
  readonly endSample: number;
  /** The point of the steepest fall (of an inverted T: rise). */
  readonly atSample: number;
  readonly atMillivolts: number;
  readonly millivoltsPerSample: number;
}

/** The steepest part is looked for within this time after the peak. */
const searchSeconds = 0.16;
/** The slope is taken over this time, so that noise between two samples does not steer it. */
const slopeSeconds = 0.012;
/** A T lower than this has no slope that could be trusted, mV. */
const leastMillivolts = 0.05;

/**
 * The tangent of one lead of a median beat (Lepeschkin and Surawicz, Circulation 6, 1952); null where the lead has no T of
 * 50 µV, or its line meets zero outside the beat.
 */
export function tangentOf(values: Float32Array, tPeak: number, samplingHz: number): Tangent | null {
  const peak = Math.round(tPeak);
  const half = Math.max(1, Math.round((slopeSeconds * samplingHz) / 2));
  const height = values[peak];
  if (height === undefined || Math.abs(height) < leastMillivolts) return null;
  const upright = Math.sign(height);
  const last = Math.min(values.length - 1 - half, peak + Math.round(searchSeconds * samplingHz));
  let at = -1;
  let steepest = 0;
  for (let i = peak + half; i <= last; i++) {
    const slope = ((values[i + half] as number) - (values[i - half] as number)) / (2 * half);
    if (-slope * upright > -steepest * upright) [steepest, at] = [slope, i];
  }
  if (at < 0 || steepest === 0) return null;
  const level = values[at] as number;
  const endSample = at - level / steepest;
  if (!(endSample > peak && endSample < values.length)) return null;
  return { endSample, atSample: at, atMillivolts: level, millivoltsPerSample: steepest };
}

export interface TangentSpread {
  readonly leads: number;
  /** Middle of the leads' ends, in samples of the median beat. */
  readonly medianSample: number;
  /** Standard deviation between the leads, ms. */
  readonly spreadMs: number;
}

/** How far the leads agree on the end of T; null below three leads with a tangent. */
export function tangentSpread(median: MedianBeat, tPeak: number): TangentSpread | null {
  const ends = Object.values(median.leads)
    .map((values) => tangentOf(values, tPeak, median.samplingHz)?.endSample)
    .filter((end) => end !== undefined)
    .sort((a, b) => a - b);
  if (ends.length < 3) return null;
  const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length;
  const variance = ends.reduce((sum, end) => sum + (end - mean) ** 2, 0) / (ends.length - 1);
  const middle = ends.length >> 1;
  const medianSample =
    ends.length % 2 === 1
      ? (ends[middle] as number)
      : ((ends[middle - 1] as number) + (ends[middle] as number)) / 2;
  return { leads: ends.length, medianSample, spreadMs: (1000 * Math.sqrt(variance)) / median.samplingHz };
}
