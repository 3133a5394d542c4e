/** One lead of a beat, averaged with the like beats around it: noise falls with the square root of their count. */
import { quantileOf } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';

/** The noise is told from every so many-th sample. */
const sparse = 4;

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
  const squares = new Float64Array(Math.ceil(size / sparse));
  const last = mv.length - 1;
  const beat = new Float64Array(size);
  for (const anchor of anchors) {
    const level = levelOf(mv, anchor, before);
    const from = anchor - before;
    if (from >= 0 && from + size <= mv.length)
      for (let k = 0, at = from; k < size; k++, at++) beat[k] = (mv[at] as number) - level;
    else {
      // A beat at the end of the recording goes on level.
      for (let k = 0, at = from; k < size; k++, at++)
        beat[k] = (mv[at < 0 ? 0 : at > last ? last : at] as number) - level;
    }
    for (let k = 0; k < size; k++) values[k] = (values[k] as number) + (beat[k] as number);
    for (let k = 0, s = 0; k < size; k += sparse, s++)
      squares[s] = (squares[s] as number) + (beat[k] as number) * (beat[k] as number);
  }
  const count = anchors.length;
  for (let k = 0; k < size; k++) values[k] = (values[k] as number) / count;
  if (count === 1) return { values, noise: roughness(values) };
  // The quieter half of the window tells the noise: waves that move from beat to beat do not.
  for (let s = 0; s < squares.length; s++) {
    const mean = values[s * sparse] as number;
    squares[s] = Math.max(0, (squares[s] as number) / count - mean * mean);
  }
  return { values, noise: Math.sqrt((quantileOf(squares, 0.25) ?? 0) / count) };
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
  const differences = new Float64Array(Math.max(0, (values.length - 1) >> 1));
  for (let s = 0, i = 2; s < differences.length; s++, i += 2) {
    differences[s] = Math.abs(
      (values[i] as number) - 2 * (values[i - 1] as number) + (values[i - 2] as number),
    );
  }
  return ((quantileOf(differences, 0.5) ?? 0) / 0.6745 / Math.sqrt(6)) * 0.5;
}

/** Samples before and after an anchor that a beat's window spans. */
export function windowOf({ rate }: WorkingSignals): { readonly before: number; readonly after: number } {
  return { before: Math.round(0.42 * rate), after: Math.round(0.78 * rate) };
}
