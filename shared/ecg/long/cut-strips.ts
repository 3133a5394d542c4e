/** Journey step 10: the strips a report prints of a recording of hours, read where they lie. */
import type { Recording } from '../../formats/ecg/read-window.ts';
import type { WaveformGroup } from '../../study/waveform.ts';
import { chooseStrips, type StripReason } from './choose-strips.ts';
import type { LongAnalysis } from './long-analysis.ts';

/** What a report prints of a recording of hours. */
export interface LongTracing {
  /** ISO without zone, as the recorder says; null when it does not. */
  readonly acquiredAt: string | null;
  /** From that to the first sample of the group. */
  readonly offsetMs: number;
  /** Of the whole recording. */
  readonly seconds: number;
  /** Strips were chosen by what was measured; else only the start is there. */
  readonly isAnalysed: boolean;
  readonly strips: ReadonlyArray<{
    readonly fromSeconds: number;
    readonly reasons: readonly StripReason[];
    readonly group: WaveformGroup;
  }>;
}

/** Of the first group; null when the recording has none. A stretch that cannot be read is left out. */
export async function cutStrips(
  recording: Recording,
  analysis: LongAnalysis | null,
): Promise<LongTracing | null> {
  const [facts] = recording.groups;
  if (facts === undefined) return null;
  const { samplingHz, sampleCount } = facts;
  const strips: Array<LongTracing['strips'][number]> = [];
  for (const { fromSample, toSample, reasons } of chooseStrips(analysis, facts)) {
    const group = await recording.readWindow(0, fromSample, toSample);
    if (group.ok) strips.push({ fromSeconds: fromSample / samplingHz, reasons, group: group.value });
  }
  return {
    acquiredAt: recording.acquiredAt,
    offsetMs: facts.offsetMs ?? 0,
    seconds: sampleCount / samplingHz,
    isAnalysed: analysis !== null,
    strips,
  };
}
