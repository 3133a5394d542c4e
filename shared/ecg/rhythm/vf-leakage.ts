/** Ventricular fibrillation: a recording without QRS complexes, one rolling wave. */
import { smooth } from '../signal/smooth.ts';
import type { WorkingLead, WorkingSignals } from '../signal/working-signals.ts';

export interface RollingSpan {
  /** Working samples, half open. */
  readonly from: number;
  readonly to: number;
  readonly leakage: number;
  readonly hertz: number;
}

const windowSeconds = 4;
/** Enough for waves of at most 9 Hz. */
const coarseHz = 125;
/** Published limit of the leakage; below it a wave cancels with itself half a period later. */
const limit = 0.406;
const hertz = { least: 2.5, most: 9 };
const leastMv = 0.15;
/** Share of the leads that must agree. */
const agree = 0.6;

/**
 * Windows of 4 s that roll, one after another, joined. VF filter leakage after Kuo and Dillman (Computers in Cardiology 1978),
 * limit 0.406 as there.
 */
export function rollingSpans({ leads, rate, count }: WorkingSignals): RollingSpan[] {
  const size = Math.round(windowSeconds * rate);
  const step = Math.max(1, Math.round(rate / coarseHz));
  const most = Math.floor((1 - agree) * leads.length);
  const spans: RollingSpan[] = [];
  for (let from = 0; from + size <= count; from += size >> 1) {
    const rolling: Array<{ leakage: number; hertz: number }> = [];
    // With more leads against it than may be, the rest need not be asked.
    for (let l = 0; l < leads.length && l - rolling.length <= most; l++) {
      const { mv } = leads[l] as WorkingLead;
      const one = leakageOf(coarse(mv.subarray(from, from + size), step), rate / step);
      if (one !== null && one.leakage < limit && one.hertz >= hertz.least && one.hertz <= hertz.most)
        rolling.push(one);
    }
    if (rolling.length === 0 || rolling.length < agree * leads.length) continue;
    const mean = (key: 'leakage' | 'hertz'): number =>
      rolling.reduce((sum, one) => sum + one[key], 0) / rolling.length;
    const last = spans.at(-1);
    const span = { from, to: from + size, leakage: mean('leakage'), hertz: mean('hertz') };
    if (last && last.to >= from) spans[spans.length - 1] = { ...span, from: last.from };
    else spans.push(span);
  }
  return spans;
}

function coarse(mv: Float32Array, step: number): Float64Array {
  return Float64Array.from({ length: Math.floor(mv.length / step) }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += mv[i * step + k] as number;
    return sum / step;
  });
}

function leakageOf(values: Float64Array, rate: number): { leakage: number; hertz: number } | null {
  const slow = smooth(values, 0.25, rate);
  const wave = smooth(
    values.map((value, i) => value - (slow[i] as number)),
    0.008,
    rate,
  );
  let [sum, change, peak] = [0, 0, 0];
  for (let i = 1; i < wave.length; i++) {
    sum += Math.abs(wave[i] as number);
    change += Math.abs((wave[i] as number) - (wave[i - 1] as number));
    peak = Math.max(peak, Math.abs(wave[i] as number));
  }
  if (peak < leastMv || change === 0) return null;
  const halfPeriod = Math.max(1, Math.floor((Math.PI * sum) / change + 0.5));
  let [left, whole] = [0, 0];
  for (let i = halfPeriod; i < wave.length; i++) {
    const [now, before] = [wave[i] as number, wave[i - halfPeriod] as number];
    left += Math.abs(now + before);
    whole += Math.abs(now) + Math.abs(before);
  }
  return whole === 0 ? null : { leakage: left / whole, hertz: rate / (2 * halfPeriod) };
}
