/** A delta wave: the QRS begins slurred in several leads, early and long. */
import type { Evidence, IntervalMeasurements, MedianBeat } from '../analysis.ts';

/** Short PR, wide QRS (Surawicz and others, AHA/ACCF/HRS 2009 part III). */
const limits = { prMs: 120, qrsMs: 110 };
/** In its first 30 ms the QRS rises this share as steeply as it does at most. */
const slurMs = 30;
const slurred = 0.4;
const leastLeads = 4;
const leastMv = 0.3;

/** What speaks for pre-excitation; null when something speaks against it. */
export function deltaWave(median: MedianBeat, { prMs, qrsMs }: IntervalMeasurements): Evidence[] | null {
  if (prMs === null || qrsMs === null || prMs >= limits.prMs || qrsMs < limits.qrsMs) return null;
  const { qrsOn, qrsOff } = median.fiducials;
  if (qrsOn === null || qrsOff === null) return null;
  const leads = Object.entries(median.leads).flatMap(([name, values]) =>
    isSlurred(values, qrsOn.sample, qrsOff.sample, median.samplingHz) ? [name] : [],
  );
  if (leads.length < leastLeads) return null;
  return [
    { name: 'pr', value: prMs, unit: 'ms' },
    { name: 'qrs', value: qrsMs, unit: 'ms' },
    { name: 'slurredLeads', value: leads.join(' '), unit: '' },
  ];
}

function isSlurred(values: Float32Array, on: number, off: number, rate: number): boolean {
  const step = Math.max(1, Math.round(0.008 * rate));
  const early = on + Math.round((slurMs / 1000) * rate);
  let [first, most, high] = [0, 0, 0];
  for (let i = on; i + step <= off; i++) {
    const slope = Math.abs((values[i + step] as number) - (values[i] as number));
    most = Math.max(most, slope);
    if (i + step <= early) first = Math.max(first, slope);
    high = Math.max(high, Math.abs(values[i] as number));
  }
  // A level start is no slur: by 30 ms something of the wave must be there.
  const risen = Math.abs(values[early] as number) > 0.08 * high;
  return high >= leastMv && risen && first < slurred * most;
}
