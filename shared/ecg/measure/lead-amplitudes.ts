/** Heights of the waves of one lead of the median beat. */
import type { LeadAmplitudes } from '../analysis.ts';
import type { MedianFiducials } from './measure-median-beat.ts';

/** A deflection counts as a wave of the QRS from 20 µV and 6 ms on (CSE Working Party 1985). */
const leastMv = 0.02;
const leastSeconds = 0.006;

/** mV against the zero of the median beat; null where the wave is absent. */
export function leadAmplitudes(
  values: Float32Array,
  points: MedianFiducials,
  samplingHz: number,
): LeadAmplitudes {
  const waves =
    points.qrsOn === null || points.qrsOff === null
      ? []
      : deflections(values, Math.round(points.qrsOn), Math.round(points.qrsOff), samplingHz);
  const firstR = waves.findIndex((wave) => wave > 0);
  const r = firstR >= 0 ? (waves[firstR] as number) : null;
  const afterR = firstR >= 0 ? waves.slice(firstR + 1) : [];
  const s = afterR.find((wave) => wave < 0) ?? null;
  const rest = s === null ? [] : afterR.slice(afterR.indexOf(s) + 1);
  // Without any R the one negative wave is a QS complex: a Q.
  const q =
    firstR < 0
      ? waves.length > 0
        ? Math.min(...waves)
        : null
      : (waves.slice(0, firstR).find((wave) => wave < 0) ?? null);
  return {
    p: extremeOf(values, points.pOn, points.pOff),
    q,
    r,
    s,
    rPrime: rest.find((wave) => wave > 0) ?? null,
    t: extremeOf(values, points.tOn ?? points.qrsOff, points.tOff),
  };
}

/** Peaks of the stretches above and below zero, in turn. */
function deflections(values: Float32Array, from: number, to: number, samplingHz: number): number[] {
  const least = Math.max(2, Math.round(leastSeconds * samplingHz));
  const out: number[] = [];
  let peak = 0;
  let length = 0;
  const close = (): void => {
    if (Math.abs(peak) >= leastMv && length >= least) {
      const last = out.at(-1);
      if (last !== undefined && Math.sign(last) === Math.sign(peak)) {
        if (Math.abs(peak) > Math.abs(last)) out[out.length - 1] = peak;
      } else out.push(peak);
    }
    peak = 0;
    length = 0;
  };
  for (let i = Math.max(0, from); i <= Math.min(values.length - 1, to); i++) {
    const value = values[i] as number;
    if (peak !== 0 && Math.sign(value) !== Math.sign(peak)) close();
    if (Math.abs(value) >= Math.abs(peak)) peak = value;
    length++;
  }
  close();
  return out;
}

/** The value furthest from the line between the wave's ends. */
function extremeOf(values: Float32Array, from: number | null, to: number | null): number | null {
  if (from === null || to === null || to <= from) return null;
  const [first, last] = [Math.max(0, Math.round(from)), Math.min(values.length - 1, Math.round(to))];
  const start = values[first] ?? 0;
  const end = values[last] ?? 0;
  let best: number | null = null;
  let furthest = 0;
  for (let i = first; i <= last; i++) {
    const line = start + ((end - start) * (i - first)) / Math.max(1, last - first);
    const distance = Math.abs((values[i] as number) - line);
    if (distance >= furthest) [furthest, best] = [distance, values[i] as number];
  }
  return best;
}
