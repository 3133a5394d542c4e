/** Runs a section forward and backward: no wave moves in time, as a causal filter would move it. */
import type { Biquad } from './biquad.ts';

/** Time until a section has forgotten its start, as a count of periods of its cut-off. */
const settlingPeriods = 1.5;

/**
 * Filters `signal` (any unit) with zero phase and answers a new array of the same length. The ends are continued by point
 * reflection, so that a wave cut off at the edge does not ring. `cutHz` tells how long the section remembers.
 */
export function runZeroPhase(
  signal: Float64Array,
  section: Biquad,
  cutHz: number,
  samplingHz: number,
): Float64Array {
  const count = signal.length;
  if (count < 2) return signal.slice();
  const pad = Math.min(count - 1, Math.ceil((settlingPeriods * samplingHz) / cutHz));
  const padded = new Float64Array(count + 2 * pad);
  padded.set(signal, pad);
  const first = signal[0] as number;
  const last = signal[count - 1] as number;
  for (let i = 1; i <= pad; i++) {
    padded[pad - i] = 2 * first - (signal[i] as number);
    padded[pad + count - 1 + i] = 2 * last - (signal[count - 1 - i] as number);
  }
  runInPlace(padded, section);
  padded.reverse();
  runInPlace(padded, section);
  padded.reverse();
  return padded.slice(pad, pad + count);
}

/** One pass, begun as if the first value had lasted for ever. */
function runInPlace(values: Float64Array, { b0, b1, b2, a1, a2, dcGain }: Biquad): void {
  const start = values[0] as number;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const x = (values[i] as number) - start;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    values[i] = y + dcGain * start;
  }
}
