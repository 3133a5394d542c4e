/** A slow wave (P or T) between two places of one lead: the zero of its slope between two opposite extremes, and where they die away. */
import { slope } from '../signal/smooth.ts';

export interface WavePoints {
  readonly on: number;
  readonly peak: number;
  readonly off: number;
  /** mV of the peak against the line from onset to end. */
  readonly height: number;
}

export interface WaveRules {
  /** Standard deviation of the smoothing, seconds. */
  readonly smoothing: number;
  /** The wave begins and ends where its slope has fallen to these shares of its extremes. */
  readonly onShare: number;
  readonly offShare: number;
  /** Longest way from an extreme to the wave's end, seconds. */
  readonly reach: number;
  /** Least slope of the lesser extreme against the greater. */
  readonly balance: number;
  /** A further, opposite lobe belongs to the wave when its slope is at least this share; above 1 never. */
  readonly secondLobe: number;
  /** Index where the peak is likeliest, and how far from it (standard deviation, samples) a wave still counts in full. */
  readonly expected?: { readonly at: number; readonly spread: number };
}

interface Extreme {
  readonly at: number;
  readonly value: number;
}

/** The strongest wave in [from, to) of `values` (mV), or null. After the modulus maxima of Martínez 2004. */
export function findWave(
  values: Float64Array,
  from: number,
  to: number,
  rate: number,
  rules: WaveRules,
): WavePoints | null {
  if (to - from < 0.04 * rate) return null;
  const piece = values.subarray(from, to);
  const slopes = slope(piece, rules.smoothing, rate);
  const extremes = alternating(slopes);
  let best = -1;
  let bestScore = 0;
  for (let k = 0; k + 1 < extremes.length; k++) {
    const left = extremes[k] as Extreme;
    const right = extremes[k + 1] as Extreme;
    const low = Math.min(Math.abs(left.value), Math.abs(right.value));
    const high = Math.max(Math.abs(left.value), Math.abs(right.value));
    if (low < rules.balance * high) continue;
    const middle = ((extremes[k] as Extreme).at + (extremes[k + 1] as Extreme).at) / 2 + from;
    const score = (low + 0.5 * high) * likelihood(middle, rules);
    if (score > bestScore) [best, bestScore] = [k, score];
  }
  if (best < 0) return null;
  let first = best;
  let last = best + 1;
  if (rules.secondLobe <= 1) {
    const strength = Math.max(
      Math.abs((extremes[first] as Extreme).value),
      Math.abs((extremes[last] as Extreme).value),
    );
    const after = extremes[last + 1];
    const ahead = extremes[first - 1];
    const near = (one: Extreme, other: Extreme): boolean => Math.abs(one.at - other.at) < rules.reach * rate;
    if (
      after &&
      Math.abs(after.value) >= rules.secondLobe * strength &&
      near(after, extremes[last] as Extreme)
    )
      last++;
    else if (
      ahead &&
      Math.abs(ahead.value) >= rules.secondLobe * strength &&
      near(ahead, extremes[first] as Extreme)
    )
      first--;
  }
  const left = extremes[first] as Extreme;
  const right = extremes[last] as Extreme;
  const peak = zeroBetween(slopes, (extremes[best] as Extreme).at, (extremes[best + 1] as Extreme).at);
  const on = dieAway(slopes, left, -1, rules.onShare, rules.reach * rate);
  const off = dieAway(slopes, right, 1, rules.offShare, rules.reach * rate);
  return { on: from + on, peak: from + peak, off: from + off, height: heightOf(piece, on, peak, off) };
}

function likelihood(at: number, { expected }: WaveRules): number {
  return expected === undefined ? 1 : Math.exp(-0.5 * ((at - expected.at) / expected.spread) ** 2);
}

/** Extremes of the slope, one a lobe, with signs in turn. */
function alternating(slopes: Float64Array): Extreme[] {
  const out: Extreme[] = [];
  for (let i = 0; i < slopes.length; i++) {
    const value = slopes[i] as number;
    const last = out.at(-1);
    if (last === undefined || Math.sign(value) !== Math.sign(last.value)) {
      if (value !== 0) out.push({ at: i, value });
    } else if (Math.abs(value) > Math.abs(last.value)) out[out.length - 1] = { at: i, value };
  }
  return out;
}

function zeroBetween(slopes: Float64Array, from: number, to: number): number {
  const sign = Math.sign(slopes[from] as number);
  for (let i = from; i <= to; i++) if (Math.sign(slopes[i] as number) !== sign) return i;
  return to;
}

function dieAway(
  slopes: Float64Array,
  extreme: Extreme,
  direction: 1 | -1,
  share: number,
  most: number,
): number {
  const threshold = share * Math.abs(extreme.value);
  const sign = Math.sign(extreme.value);
  let at = extreme.at;
  for (let step = 1; step <= most; step++) {
    const next = extreme.at + direction * step;
    if (next < 0 || next >= slopes.length) break;
    at = next;
    if (sign * (slopes[next] as number) < threshold) break;
  }
  return at;
}

function heightOf(piece: Float64Array, on: number, peak: number, off: number): number {
  const start = piece[on] as number;
  const end = piece[off] as number;
  const share = off > on ? (peak - on) / (off - on) : 0;
  return (piece[peak] as number) - (start + (end - start) * share);
}
