/** Atrial flutter: waves that follow each other without a pause, at one rate, whatever the ventricles do. */
import type { BeatFiducials } from '../analysis.ts';
import { smooth } from '../signal/smooth.ts';
import type { WorkingLead, WorkingSignals } from '../signal/working-signals.ts';

/** Leads that show flutter waves best; all where a recording has none of them. */
const wanted: ReadonlySet<string> = new Set(['II', 'III', 'aVF', 'V1']);
/** 200 to 350 a minute. */
const cycle = { least: 0.171, most: 0.3 };
/** Three cycles on, the waves must still lie over each other this well (Pearson's r). */
const alike = 0.5;
const examinedSeconds = 20;
const coarseHz = 125;
const seconds = { fine: 0.012, slow: 0.12, aroundQrs: 0.025 };
/** Shares of lags that leave this few samples outside the QRS are not judged. */
const leastSeconds = 1.5;

/** Flutter waves a minute; null where none are. `points` are global points of the beats in working samples. */
export function flutterRate(signals: WorkingSignals, points: readonly BeatFiducials[]): number | null {
  const count = Math.min(signals.count, Math.round(examinedSeconds * signals.rate));
  // The waves are slow: correlations at more than 125 Hz tell no more.
  const step = Math.max(1, Math.round(signals.rate / coarseHz));
  const rate = signals.rate / step;
  const everywhere = outsideQrs(points, count, signals.rate);
  const outside = everyNth(everywhere, step);
  const chosen = signals.leads.filter(({ name }) => wanted.has(name));
  let best = { alike: 0, lag: 0, cycle: 0 };
  for (const lead of chosen.length > 0 ? chosen : signals.leads.slice(0, 3)) {
    const waves = everyNth(atrialBand(lead, everywhere, count, signals.rate), step);
    const at = (lag: number): number => correlation(waves, outside, lag, rate);
    for (let lag = Math.round(cycle.least * rate); lag <= cycle.most * rate; lag++) {
      const once = at(lag);
      if (once <= Math.max(alike, best.alike)) continue;
      const least = Math.min(once, at(2 * lag), at(3 * lag));
      // Half a cycle further the waves must be against each other, or it is a slow wave that is alike everywhere.
      if (least > Math.max(alike, best.alike) && at(Math.round(1.5 * lag)) < 0.2)
        best = { alike: least, lag, cycle: finely(at, lag) };
    }
  }
  return best.lag === 0 ? null : (60 * rate) / best.cycle;
}

/** Length of the cycle, finer than a sample: a third of where three cycles on are most alike. */
function finely(at: (lag: number) => number, lag: number): number {
  let best = 3 * lag;
  for (let third = 3 * lag - 2; third <= 3 * lag + 2; third++) if (at(third) > at(best)) best = third;
  return best / 3;
}

function everyNth<A extends Uint8Array | Float64Array>(values: A, step: number): A {
  const out = values.slice(0, Math.ceil(values.length / step)) as A;
  for (let i = 0; i < out.length; i++) out[i] = values[i * step] as number;
  return out;
}

function outsideQrs(points: readonly BeatFiducials[], count: number, rate: number): Uint8Array {
  const outside = new Uint8Array(count).fill(1);
  const margin = Math.round(seconds.aroundQrs * rate);
  for (const { qrsOn, qrsOff } of points) {
    if (qrsOn !== null && qrsOff !== null) outside.fill(0, Math.max(0, qrsOn - margin), qrsOff + margin);
  }
  return outside;
}

/** 1.3 to 12 Hz of a lead whose QRS complexes are bridged. */
function atrialBand({ mv }: WorkingLead, outside: Uint8Array, count: number, rate: number): Float64Array {
  const bridged = new Float64Array(mv.subarray(0, count));
  for (let i = 0; i < count; i++) {
    if (outside[i] === 1) continue;
    let end = i;
    while (end < count && outside[end] === 0) end++;
    const start = bridged[Math.max(0, i - 1)] as number;
    const last = bridged[Math.min(count - 1, end)] as number;
    for (let k = i; k < end; k++) bridged[k] = start + ((last - start) * (k - i + 1)) / (end - i + 1);
    i = end;
  }
  const fine = smooth(bridged, seconds.fine, rate);
  const slow = smooth(bridged, seconds.slow, rate);
  for (let i = 0; i < fine.length; i++) fine[i] = (fine[i] as number) - (slow[i] as number);
  return fine;
}

/** Pearson's r of the signal with itself `lag` later, where neither lies in a QRS. */
function correlation(waves: Float64Array, outside: Uint8Array, lag: number, rate: number): number {
  let [n, xx, yy, xy] = [0, 0, 0, 0];
  for (let i = 0; i + lag < waves.length; i++) {
    if (outside[i] === 0 || outside[i + lag] === 0) continue;
    const x = waves[i] as number;
    const y = waves[i + lag] as number;
    n++;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return n < leastSeconds * rate || xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
