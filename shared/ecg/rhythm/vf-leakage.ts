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
/** Mean over peak of what surely does not roll. */
const peaked = 0.16;
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
      const values = coarse(mv, from, size, step);
      const one = isPeaked(values) ? null : leakageOf(values, rate / step);
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

function coarse(mv: Float32Array, from: number, size: number, step: number): Float64Array {
  const out = new Float64Array(Math.floor(size / step));
  for (let i = 0, at = from; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += mv[at++] as number;
    out[i] = sum / step;
  }
  return out;
}

/** QRS complexes tower over the rest; of a rolling wave the mean is a third of the peak and more. Cheap, asked first. */
function isPeaked(values: Float64Array): boolean {
  let level = 0;
  for (let i = 0; i < values.length; i++) level += values[i] as number;
  level /= values.length;
  let [sum, peak] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs((values[i] as number) - level);
    sum += distance;
    if (distance > peak) peak = distance;
  }
  return sum < peaked * peak * values.length;
}

function leakageOf(values: Float64Array, rate: number): { leakage: number; hertz: number } | null {
  const slow = smooth(values, 0.25, rate);
  for (let i = 0; i < slow.length; i++) slow[i] = (values[i] as number) - (slow[i] as number);
  const wave = smooth(slow, 0.008, rate);
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
