/** Rates, extremes, pauses and runs of a long recording, from its beats alone. */
import type { RhythmSpan } from '../analysis.ts';
import { type LongAnalysis, type LongBeats, type LongRate, longBeatClasses } from './long-analysis.ts';

const pauseMs = 2000;
/** An interval longer than this bounds no rate: the signal was lost, or the heart stood still. */
const longestRateMs = 6000;
const minutesOfHour = 60;
/** An hour of which fewer minutes are known has no mean worth naming. */
const leastMinutesOfHour = 45;
const ventricular = longBeatClasses.indexOf('ventricular');

export interface BeatsView {
  readonly beats: LongBeats;
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** Stretches without signal, rising. */
  readonly lost: readonly RhythmSpan[];
  /** Whether nothing moves between the beat at this sample and the next. */
  readonly isFlat: (sample: number) => boolean;
}

type Summary = Pick<
  LongAnalysis,
  | 'rateByMinute'
  | 'meanBpm'
  | 'fastestHour'
  | 'slowestHour'
  | 'fastestMinute'
  | 'slowestMinute'
  | 'longestRr'
  | 'shortestRr'
  | 'pauses'
  | 'runs'
>;

export function summariseBeats(view: BeatsView): Summary {
  const { beats, samplingHz, sampleCount, lost } = view;
  const { samples } = beats;
  const minute = 60 * samplingHz;
  const sums = new Float64Array(Math.ceil(sampleCount / minute));
  const counts = new Uint32Array(sums.length);
  let longest: Summary['longestRr'] = null;
  let shortest: Summary['shortestRr'] = null;
  const pauses: Array<Summary['pauses'][number]> = [];
  let gap = 0;
  for (let i = 1; i < samples.length; i++) {
    const fromSample = samples[i - 1] as number;
    const toSample = samples[i] as number;
    while ((lost[gap]?.toSample ?? Number.POSITIVE_INFINITY) <= fromSample) gap++;
    if ((lost[gap]?.fromSample ?? Number.POSITIVE_INFINITY) < toSample) continue;
    const ms = ((toSample - fromSample) * 1000) / samplingHz;
    if (ms >= pauseMs) pauses.push({ fromSample, toSample, ms, flat: view.isFlat(fromSample) });
    if (longest === null || ms > longest.ms) longest = { fromSample, toSample, ms };
    if (shortest === null || ms < shortest.ms) shortest = { fromSample, toSample, ms };
    if (ms > longestRateMs) continue;
    const at = Math.floor(toSample / minute);
    sums[at] = (sums[at] as number) + ms;
    counts[at] = (counts[at] as number) + 1;
  }
  const rateByMinute = Float32Array.from(sums, (sum, at) =>
    (counts[at] as number) < 5 ? 0 : (60_000 * (counts[at] as number)) / sum,
  );
  const total = sums.reduce((all, sum) => all + sum, 0);
  const count = counts.reduce((all, one) => all + one, 0);
  const hours = ratesOver({ sums, counts, minutes: minutesOfHour, minute, sampleCount });
  const minutes = ratesOver({ sums, counts, minutes: 1, minute, sampleCount });
  return {
    rateByMinute,
    meanBpm: total === 0 ? null : (60_000 * count) / total,
    fastestHour: extreme(hours, 1),
    slowestHour: extreme(hours, -1),
    fastestMinute: extreme(minutes, 1),
    slowestMinute: extreme(minutes, -1),
    longestRr: longest,
    shortestRr: shortest,
    pauses,
    runs: runsOf(beats, samplingHz),
  };
}

/** Mean rates over `minutes` minutes from every minute on. */
function ratesOver(of: {
  readonly sums: Float64Array;
  readonly counts: Uint32Array;
  readonly minutes: number;
  readonly minute: number;
  readonly sampleCount: number;
}): LongRate[] {
  const { sums, counts, minutes, minute, sampleCount } = of;
  const rates: LongRate[] = [];
  for (let from = 0; from + minutes <= sums.length; from++) {
    let [sum, count, known] = [0, 0, 0];
    for (let at = from; at < from + minutes; at++) {
      if ((counts[at] as number) < 5) continue;
      sum += sums[at] as number;
      count += counts[at] as number;
      known++;
    }
    const enough = minutes === minutesOfHour ? known >= leastMinutesOfHour : known > 0;
    if (!enough) continue;
    rates.push({
      fromSample: Math.round(from * minute),
      toSample: Math.min(sampleCount, Math.round((from + minutes) * minute)),
      bpm: (60_000 * count) / sum,
    });
  }
  return rates;
}

function extreme(rates: readonly LongRate[], sign: 1 | -1): LongRate | null {
  return rates.reduce<LongRate | null>(
    (best, rate) => (best === null || sign * rate.bpm > sign * best.bpm ? rate : best),
    null,
  );
}

function runsOf({ samples, classes }: LongBeats, samplingHz: number): Array<LongAnalysis['runs'][number]> {
  const runs: Array<LongAnalysis['runs'][number]> = [];
  for (let i = 0; i < classes.length; ) {
    let end = i;
    while (classes[end] === ventricular) end++;
    const beats = end - i;
    if (beats >= 3) {
      const [fromSample, toSample] = [samples[i] as number, samples[end - 1] as number];
      const minutes = (toSample - fromSample) / samplingHz / 60;
      runs.push({ fromSample, toSample, beats, bpm: (beats - 1) / minutes });
    }
    i = Math.max(end, i + 1);
  }
  return runs;
}

/** Spans in order, those that touch made one. */
export function joinSpans(spans: readonly RhythmSpan[]): RhythmSpan[] {
  const joined: RhythmSpan[] = [];
  for (const { fromSample, toSample } of [...spans].sort((a, b) => a.fromSample - b.fromSample)) {
    const last = joined.at(-1);
    if (last !== undefined && fromSample <= last.toSample)
      joined[joined.length - 1] = { ...last, toSample: Math.max(last.toSample, toSample) };
    else joined.push({ fromSample, toSample });
  }
  return joined;
}
