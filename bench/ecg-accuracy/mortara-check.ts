/** The one file here that carries its device's own median beat and intervals: ours against them. */
import { readFileSync } from 'node:fs';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { inflateBounded } from '../../main/bytes/inflate-bounded.ts';
import { tenth } from './summary.ts';

/** Intervals and axes, and the correlation of each lead of our median beat with the device's at the best shift. */
export function mortaraCheck(path: string): object {
  const read = readEcgFile(new Uint8Array(readFileSync(path)), { inflate: inflateBounded });
  if (!read.ok) throw new Error(read.failure.message);
  const { waveform } = read.value;
  const found = analyseEcg(waveform);
  const theirs = waveform.groups.find(({ label }) => label === 'MEDIAN BEAT');
  if (!found.ok || found.value.medianBeat === null || theirs === undefined) throw new Error('no median beat');
  const { medianBeat, measurements: m } = found.value;
  const step = theirs.samplingHz / medianBeat.samplingHz;
  if (!Number.isInteger(step)) throw new Error(`${theirs.samplingHz} Hz`);
  const correlations: Record<string, number> = {};
  for (const { name, samples } of theirs.leads) {
    const ours = medianBeat.leads[name];
    if (ours === undefined) continue;
    let best = -1;
    for (let shift = -theirs.sampleCount; shift < theirs.sampleCount; shift++) {
      best = Math.max(best, correlate(ours, samples, shift, step));
    }
    correlations[name] = Math.round(best * 1e4) / 1e4;
  }
  return {
    ours: {
      rr: m.rrMs.median,
      pr: m.prMs,
      qrs: m.qrsMs,
      qt: m.qtMs,
      axes: [m.axesDeg.p, m.axesDeg.qrs, m.axesDeg.t].map((axis) => (axis === null ? null : tenth(axis))),
    },
    device: { rr: 982, pr: 161, qrs: 75, qt: 368, axes: [74, 52, 57] },
    within: { pr: 10, qrs: 15, qt: 20, axes: 10 },
    correlations,
    least: Math.min(...Object.values(correlations)),
    goal: 0.98,
  };
}

/** Pearson's r over where both have samples; -1 where that is less than half of ours. */
function correlate(ours: Float32Array, theirs: ArrayLike<number>, shift: number, step: number): number {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < ours.length; i++) {
    const value = meanOf(theirs, i * step + shift, step);
    if (value === null) continue;
    const own = ours[i] as number;
    n++;
    x += own;
    y += value;
    xx += own * own;
    yy += value * value;
    xy += own * value;
  }
  if (n < ours.length / 2) return -1;
  const below = Math.sqrt((xx - (x * x) / n) * (yy - (y * y) / n));
  return below === 0 ? -1 : (xy - (x * y) / n) / below;
}

/** Theirs is brought to our rate as our signal was: samples averaged. Null where one is missing. */
function meanOf(values: ArrayLike<number>, from: number, count: number): number | null {
  let sum = 0;
  for (let i = from; i < from + count; i++) {
    const value = values[i];
    if (value === undefined) return null;
    sum += value;
  }
  return sum / count;
}
