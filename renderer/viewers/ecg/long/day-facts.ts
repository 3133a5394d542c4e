/** The numbers of a whole recording in words: for the bar, and as one sentence for the report. */
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { longBeatClasses } from '#shared/ecg/long/long-analysis.ts';
import type { RecordingClock } from '#shared/ecg/long/recording-clock.ts';
import type { LongWords } from './long-words.ts';

export interface DayFact {
  readonly name: string;
  readonly value: string;
  /** Where it is; null where it is of the whole. */
  readonly sample: number | null;
}

export function dayFacts(analysis: LongAnalysis, words: LongWords): DayFact[] {
  const facts: DayFact[] = [];
  const rate = (name: string, of: { readonly fromSample: number; readonly bpm: number } | null): void => {
    if (of !== null)
      facts.push({ name, value: `${Math.round(of.bpm)} ${words.perMinute}`, sample: of.fromSample });
  };
  const interval = (name: string, of: { readonly fromSample: number; readonly ms: number } | null): void => {
    if (of !== null) facts.push({ name, value: `${Math.round(of.ms)} ms`, sample: of.fromSample });
  };
  if (analysis.meanBpm !== null)
    facts.push({
      name: words.mean,
      value: `${Math.round(analysis.meanBpm)} ${words.perMinute}`,
      sample: null,
    });
  rate(words.fastestHour, analysis.fastestHour);
  rate(words.slowestHour, analysis.slowestHour);
  rate(words.fastestMinute, analysis.fastestMinute);
  rate(words.slowestMinute, analysis.slowestMinute);
  interval(words.longestRr, analysis.longestRr);
  interval(words.shortestRr, analysis.shortestRr);
  return facts;
}

/** What a reader may put into the report and must check: rates with their time, counts, the longest interval. */
export function daySentence(analysis: LongAnalysis, clock: RecordingClock, words: LongWords): string {
  const { samplingHz, sampleCount, beats } = analysis;
  const at = (sample: number): string => clock.text(sample / samplingHz);
  const count = (name: (typeof longBeatClasses)[number]): number => {
    const wanted = longBeatClasses.indexOf(name);
    return beats.classes.reduce((sum, one) => sum + (one === wanted ? 1 : 0), 0);
  };
  const facts = [
    `${words.beats} ${beats.samples.length}`,
    ...dayFacts(analysis, words)
      .filter(({ name }) => name !== words.fastestHour && name !== words.slowestHour)
      .map(({ name, value, sample }) => `${name} ${value}${sample === null ? '' : ` (${at(sample)})`}`),
    ...(['ventricular', 'supraventricular'] as const).map((name) => `${words.kinds[name]} ${count(name)}`),
    ...(['ventricular-runs', 'pauses'] as const).map(
      (kind) => `${words.kinds[kind]} ${(kind === 'pauses' ? analysis.pauses : analysis.runs).length}`,
    ),
  ];
  const minutes = Math.round(sampleCount / samplingHz / 60);
  return words.summary(facts, words.duration(Math.floor(minutes / 60), minutes % 60));
}
