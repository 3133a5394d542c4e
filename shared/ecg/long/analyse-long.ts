/**
 * Journey step 7: analyses a recording of any length a stretch at a time: ten minutes with a margin on either side, so that
 * memory stays that of ten minutes and a beat on a border is seen whole. Samples are read where the file lies.
 */
import type { Recording } from '../../formats/ecg/read-window.ts';
import { ok, type Result } from '../../result.ts';
import type { WaveformGroup } from '../../study/waveform.ts';
import { analyseEcg } from '../analyse-ecg.ts';
import type { BeatClass, EcgAnalysis, MedianBeat, RhythmSpan } from '../analysis.ts';
import { missingRanges } from '../lead-presence.ts';
import { type LongAnalysis, type LongCritical, longBeatClasses } from './long-analysis.ts';
import { otherShapes } from './other-shapes.ts';
import { joinSpans, summariseBeats } from './summarise-beats.ts';

const stretchSeconds = 600;
const marginSeconds = 15;

export interface LongProgress {
  /** 0 to 1. */
  readonly done: number;
}

interface Found {
  readonly samples: number[];
  readonly classes: number[];
  readonly lost: RhythmSpan[];
  readonly rolling: RhythmSpan[];
  readonly critical: LongCritical[];
  readonly medians: Array<RhythmSpan & { readonly median: MedianBeat }>;
  /** Stretches in which no lead moves, for the pauses. */
  readonly isFlat: Map<number, boolean>;
}

/** Analyses group `group`. Fails as `readWindow` and `analyseEcg` do. */
export async function analyseLong(
  recording: Recording,
  group: number,
  onProgress: (progress: LongProgress) => void = () => undefined,
): Promise<Result<LongAnalysis>> {
  const { samplingHz = 1, sampleCount = 0 } = recording.groups[group] ?? {};
  const found: Found = {
    samples: [],
    classes: [],
    lost: [],
    rolling: [],
    critical: [],
    medians: [],
    isFlat: new Map(),
  };
  const step = Math.round(stretchSeconds * samplingHz);
  const margin = Math.round(marginSeconds * samplingHz);
  for (let from = 0; from < sampleCount; from += step) {
    const to = Math.min(sampleCount, from + step);
    const base = Math.max(0, from - margin);
    const window = await recording.readWindow(group, base, Math.min(sampleCount, to + margin));
    if (!window.ok) return window;
    const analysed = analyseEcg({
      groups: [window.value],
      statements: [],
      measurements: [],
      acquiredAt: null,
    });
    if (!analysed.ok) return analysed;
    take(found, { window: window.value, analysis: analysed.value, base, from, to });
    onProgress({ done: to / sampleCount });
  }
  const beats = { samples: Int32Array.from(found.samples), classes: Int16Array.from(found.classes) };
  const lost = joinSpans(found.lost);
  return ok({
    status: 'unconfirmed',
    samplingHz,
    sampleCount,
    beats,
    ...summariseBeats({
      beats,
      samplingHz,
      sampleCount,
      lost,
      isFlat: (at) => found.isFlat.get(at) === true,
    }),
    rolling: joinSpans(found.rolling),
    lost,
    otherShape: joinSpans(otherShapes(found.medians)),
    critical: joinCritical(found.critical),
  });
}

interface Stretch {
  readonly window: WaveformGroup;
  readonly analysis: EcgAnalysis;
  /** Sample of the recording at which the window begins, and the stretch proper. */
  readonly base: number;
  readonly from: number;
  readonly to: number;
}

/** Keeps what lies in the stretch proper; its margins belong to the neighbours. */
function take(found: Found, { window, analysis, base, from, to }: Stretch): void {
  const own = (span: RhythmSpan): RhythmSpan[] => {
    const fromSample = Math.max(from, span.fromSample + base);
    const toSample = Math.min(to, span.toSample + base);
    return toSample > fromSample ? [{ fromSample, toSample }] : [];
  };
  const { beats } = analysis;
  for (const [index, beat] of beats.entries()) {
    const at = beat.sample + base;
    if (at < from || at >= to) continue;
    found.samples.push(at);
    found.classes.push(longBeatClasses.indexOf(beat.class satisfies BeatClass));
    const next = beats[index + 1];
    if (next !== undefined && (next.sample - beat.sample) / window.samplingHz >= 2)
      found.isFlat.set(at, isFlatBetween(window, beat.sample, next.sample));
  }
  for (const [start, end] of lostIn(window)) found.lost.push(...own({ fromSample: start, toSample: end }));
  found.rolling.push(...analysis.rhythm.rolling.flatMap(own));
  found.critical.push(
    ...analysis.critical.map((finding) => ({ ...finding, fromSample: from, toSample: to })),
  );
  if (analysis.medianBeat !== null)
    found.medians.push({ fromSample: from, toSample: to, median: analysis.medianBeat });
}

/** Where every lead is missing. */
function lostIn({ leads, sampleCount }: WaveformGroup): Array<readonly [number, number]> {
  const [first, ...others] = leads.map((lead) => missingRanges(lead, 0, sampleCount));
  return others.reduce<ReadonlyArray<readonly [number, number]>>(
    (common, ranges) =>
      common.flatMap(([from, to]) =>
        ranges.flatMap(([start, end]) => {
          const cut = [Math.max(from, start), Math.min(to, end)] as const;
          return cut[1] > cut[0] ? [cut] : [];
        }),
      ),
    first ?? [],
  ) as Array<readonly [number, number]>;
}

/** Nothing beyond this moves in the middle of the interval, µV. */
const flatMicrovolts = 20;

function isFlatBetween({ leads, samplingHz }: WaveformGroup, from: number, to: number): boolean {
  const start = from + Math.round(0.6 * samplingHz);
  const end = to - Math.round(0.3 * samplingHz);
  return leads.every((lead) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = start; at < end; at++) {
      const value = lead.samples[at] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return (high - low) * Math.abs(lead.microvoltsPerLsb) < flatMicrovolts;
  });
}

/** One entry where the same rule fires in neighbouring stretches. */
function joinCritical(all: readonly LongCritical[]): LongCritical[] {
  const joined: LongCritical[] = [];
  for (const one of all) {
    const at = joined.findIndex(
      (other) =>
        other.ruleSet === one.ruleSet && other.code === one.code && other.toSample === one.fromSample,
    );
    const before = joined[at];
    if (before === undefined) joined.push(one);
    else joined[at] = { ...before, toSample: one.toSample };
  }
  return joined;
}
