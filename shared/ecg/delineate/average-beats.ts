/** One lead of a beat, averaged with the like beats around it: noise falls with the square root of their count. */
import type { WorkingSignals } from '../signal/working-signals.ts';

export interface AveragedWindow {
  readonly values: Float64Array;
  /** Standard deviation of the mean over the beats, mV; that of one beat where there is but one. */
  readonly noise: number;
}

/** Averages `mv` over `anchors`, from `before` samples ahead of each to `after` behind; each beat without its own mean. */
export function averageBeats(
  mv: Float32Array,
  anchors: readonly number[],
  before: number,
  after: number,
): AveragedWindow {
  const size = before + after;
  const values = new Float64Array(size);
  const squares = new Float64Array(size);
  const last = mv.length - 1;
  for (const anchor of anchors) {
    const level = levelOf(mv, anchor, before);
    for (let k = 0, at = anchor - before; k < size; k++, at++) {
      const value = (mv[at < 0 ? 0 : at > last ? last : at] as number) - level;
      values[k] = (values[k] as number) + value;
      squares[k] = (squares[k] as number) + value * value;
    }
  }
  const count = anchors.length;
  let variance = 0;
  // The quieter half of the window tells the noise: waves that move from beat to beat do not.
  const spread: number[] = [];
  for (let k = 0; k < size; k++) {
    const mean = (values[k] as number) / count;
    values[k] = mean;
    if (k % 4 === 0) spread.push(Math.max(0, (squares[k] as number) / count - mean * mean));
  }
  spread.sort((a, b) => a - b);
  variance = spread[spread.length >> 2] ?? 0;
  return { values, noise: count > 1 ? Math.sqrt(variance / count) : roughness(values) };
}

/** Mean of the beat's own stretch ahead of the QRS. */
function levelOf(mv: Float32Array, anchor: number, before: number): number {
  let sum = 0;
  let count = 0;
  for (let at = anchor - (before >> 1); at < anchor - (before >> 3); at++) {
    if (at >= 0 && at < mv.length) {
      sum += mv[at] as number;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Noise of a single beat from its second differences. */
function roughness(values: Float64Array): number {
  const differences: number[] = [];
  for (let i = 2; i < values.length; i += 2) {
    const bend = (values[i] as number) - 2 * (values[i - 1] as number) + (values[i - 2] as number);
    differences.push(Math.abs(bend));
  }
  differences.sort((a, b) => a - b);
  return ((differences[differences.length >> 1] ?? 0) / 0.6745 / Math.sqrt(6)) * 0.5;
}

/** Samples before and after an anchor that a beat's window spans. */
export function windowOf({ rate }: WorkingSignals): { readonly before: number; readonly after: number } {
  return { before: Math.round(0.42 * rate), after: Math.round(0.78 * rate) };
}
