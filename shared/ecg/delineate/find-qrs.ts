/** Onset, peak and end of the QRS in one lead of one (averaged) beat. */
import { quantileOf } from '../signal/quantile.ts';
import { slope } from '../signal/smooth.ts';

export interface QrsPoints {
  readonly on: number;
  readonly peak: number;
  readonly off: number;
  /** Steepest slope, mV/s: what small slopes are compared with. */
  readonly steepest: number;
}

/** What is `seen` reaches further than a QRS may: the quiet ahead of it is measured, and walks end in it. */
const seconds = { smoothing: 0.0045, before: 0.11, after: 0.15, still: 0.01, seen: [0.24, 0.26] } as const;
/** A slope of this share of the steepest belongs to the QRS for certain. */
const surely = 0.16;
/**
 * The QRS begins where the slope stays below this, mV/s: 20 µV in 20 ms, what the eye begins to see on paper. A share of the
 * steepest slope began narrow complexes late and wide ones early.
 */
const onSlope = 1;
/** It ends where the slope stays below this share of the steepest. */
const offShare = 0.035;
/** A positive deflection of this share of the depth is the R peak. */
const rShare = 0.3;

/**
 * Slope thresholds around the anchor (Martínez 2004, scale 2²; Laguna 1994). `values` in mV; null where nothing is steep.
 */
export function findQrs(values: Float64Array, anchor: number, rate: number): QrsPoints | null {
  const start = Math.max(0, anchor - Math.round(seconds.seen[0] * rate));
  const end = Math.min(values.length, anchor + Math.round(seconds.seen[1] * rate));
  const found = findInWindow(values.subarray(start, end), anchor - start, rate);
  return (
    found && {
      on: found.on + start,
      peak: found.peak + start,
      off: found.off + start,
      steepest: found.steepest,
    }
  );
}

function findInWindow(values: Float64Array, anchor: number, rate: number): QrsPoints | null {
  const steep = slope(values, seconds.smoothing, rate);
  const from = Math.max(1, anchor - Math.round(seconds.before * rate));
  const to = Math.min(values.length - 2, anchor + Math.round(seconds.after * rate));
  let steepest = 0;
  for (let i = anchor - Math.round(0.08 * rate); i <= anchor + Math.round(0.1 * rate); i++) {
    steepest = Math.max(steepest, Math.abs(steep[i] ?? 0));
  }
  if (steepest < 1) return null;
  const quiet = quietSlope(steep, from, rate);
  const sure = Math.max(surely * steepest, 3 * quiet);
  let first = from;
  while (first < to && Math.abs(steep[first] as number) < sure) first++;
  let last = to;
  while (last > first && Math.abs(steep[last] as number) < sure) last--;
  if (last <= first) return null;
  const on = walk(steep, first, -1, Math.max(onSlope, 2 * quiet), rate);
  const off = walk(steep, last, 1, Math.max(offShare * steepest, 1.4 * quiet), rate);
  return { on, peak: peakOf(values, on, off), off, steepest };
}

/** Typical slope where nothing should happen, ahead of the beat. */
function quietSlope(steep: Float64Array, before: number, rate: number): number {
  const from = Math.max(0, before - Math.round(0.08 * rate));
  const piece = steep.slice(from, before);
  for (let i = 0; i < piece.length; i++) piece[i] = Math.abs(piece[i] as number);
  return quantileOf(piece, 0.25) ?? 0;
}

/**
 * From inside the QRS outward to where the slope falls below the threshold and stays there for 10 ms. A slope that falls
 * below twice the threshold but not further (into a P wave, into the ST segment) ends at its flattest place soon after.
 */
function walk(
  steep: Float64Array,
  start: number,
  direction: 1 | -1,
  threshold: number,
  rate: number,
): number {
  const still = Math.max(2, Math.round(seconds.still * rate));
  let most = Math.round(0.06 * rate);
  const little = Math.round(0.014 * rate);
  let quiet = 0;
  let least = start;
  let nearly = false;
  for (let step = 1; step <= most; step++) {
    const at = start + direction * step;
    const value = steep[at];
    if (value === undefined) break;
    if (Math.abs(value) < Math.abs(steep[least] as number)) least = at;
    if (!nearly && Math.abs(value) < 2 * threshold) {
      nearly = true;
      most = Math.min(most, step + little);
    }
    if (Math.abs(value) < threshold) {
      if (quiet === 0) most = Math.max(most, step + still);
      quiet++;
      if (quiet >= still) return at - direction * (still - 1);
    } else quiet = 0;
  }
  return least;
}

/** The R peak where there is one, else the deepest place, against the level at the onset. */
function peakOf(values: Float64Array, on: number, off: number): number {
  const level = values[on] as number;
  let high = on;
  let low = on;
  for (let i = on; i <= off; i++) {
    if ((values[i] as number) > (values[high] as number)) high = i;
    if ((values[i] as number) < (values[low] as number)) low = i;
  }
  const height = (values[high] as number) - level;
  return height >= rShare * (level - (values[low] as number)) ? high : low;
}
