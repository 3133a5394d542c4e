/** Whether an early beat has the P wave of all the others: then the sinus node is early (sinus arrhythmia), not another place. */
import type { BeatFiducials } from '../analysis.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import type { SortedBeats } from './beat-shapes.ts';

export interface PLikenessView {
  readonly sorted: SortedBeats;
  readonly points: readonly BeatFiducials[];
  readonly signals: WorkingSignals;
  /** Index of the leading shape. */
  readonly leading: number;
}

/** From so long before QRS onset until just before it, seconds. */
const window = { from: 0.2, to: 0.012 };
const alike = 0.85;
const leastBeats = 3;
const mostBeats = 60;

/** Answers for a beat; all leads together. Without enough beats with a P wave nothing is alike. */
export function pLikeness({ sorted, points, signals, leading }: PLikenessView): (beat: number) => boolean {
  const { rate, leads, count } = signals;
  const [from, to] = [Math.round(window.from * rate), Math.round(window.to * rate)];
  const size = from - to;
  const read = (beat: number): Float64Array | null => {
    const { qrsOn = null, pPeak = null } = points[beat] ?? {};
    if (qrsOn === null || pPeak === null || qrsOn - from < 0 || qrsOn >= count) return null;
    const out = new Float64Array(size * leads.length);
    leads.forEach(({ mv }, l) => {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += mv[qrsOn - from + k] as number;
      for (let k = 0; k < size; k++) out[l * size + k] = (mv[qrsOn - from + k] as number) - sum / size;
    });
    return out;
  };
  let mean: Float64Array | null = null;
  return (beat) => {
    mean ??= meanOf(
      (sorted.shapes[leading]?.beats ?? []).slice(0, mostBeats).flatMap((other) => read(other) ?? []),
    );
    const own = read(beat);
    return mean !== null && own !== null && correlate(mean, own) >= alike;
  };
}

function meanOf(windows: readonly Float64Array[]): Float64Array | null {
  const [first] = windows;
  if (first === undefined || windows.length < leastBeats) return null;
  return first.map((_, i) => windows.reduce((sum, one) => sum + (one[i] as number), 0) / windows.length);
}

function correlate(one: Float64Array, other: Float64Array): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const x = one[i] as number;
    const y = other[i] as number;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
