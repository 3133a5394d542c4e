/** Journey step 10: the stretches of a long recording a report prints: what stands out, gravest first, each once. */
import { type LongAnalysis, longBeatClasses } from './long-analysis.ts';

export type StripKind =
  | 'rolling'
  | 'ventricular-run'
  | 'longest-rr'
  | 'slowest-minute'
  | 'fastest-minute'
  | 'ventricular'
  | 'supraventricular'
  | 'start';

/** Why a strip is printed. `value`: beats of the run, ms of the interval, beats a minute; null where the kind says all. */
export interface StripReason {
  readonly kind: StripKind;
  readonly value: number | null;
}

/** [fromSample, toSample) of the group; reasons that fall together share a strip. */
export interface StripPlace {
  readonly fromSample: number;
  readonly toSample: number;
  readonly reasons: readonly StripReason[];
}

/** What a landscape page of A4 holds at 25 mm/s, s. */
export const stripSeconds = 10;
const mostStrips = 8;

/** Without an analysis only the recording's first seconds. */
export function chooseStrips(
  analysis: LongAnalysis | null,
  { samplingHz, sampleCount }: { readonly samplingHz: number; readonly sampleCount: number },
): StripPlace[] {
  const length = Math.min(sampleCount, Math.round(stripSeconds * samplingHz));
  const strips: StripPlace[] = [];
  const add = (middle: number, kind: StripKind, value: number | null): void => {
    const reason = { kind, value };
    const at = strips.findIndex((one) => middle >= one.fromSample && middle < one.toSample);
    const before = strips[at];
    if (before !== undefined) {
      strips[at] = { ...before, reasons: [...before.reasons, reason] };
      return;
    }
    if (strips.length === mostStrips) return;
    const fromSample = Math.max(0, Math.min(sampleCount - length, Math.round(middle - length / 2)));
    strips.push({ fromSample, toSample: fromSample + length, reasons: [reason] });
  };
  if (analysis === null) {
    add(length / 2, 'start', null);
    return strips;
  }
  const middleOf = (span: { readonly fromSample: number; readonly toSample: number }): number =>
    (span.fromSample + span.toSample) / 2;
  const [rolling] = analysis.rolling;
  if (rolling !== undefined) add(rolling.fromSample, 'rolling', null);
  const longestRun = [...analysis.runs].sort((a, b) => b.beats - a.beats)[0];
  if (longestRun !== undefined) add(longestRun.fromSample, 'ventricular-run', longestRun.beats);
  if (analysis.longestRr !== null) add(middleOf(analysis.longestRr), 'longest-rr', analysis.longestRr.ms);
  if (analysis.slowestMinute !== null)
    add(middleOf(analysis.slowestMinute), 'slowest-minute', analysis.slowestMinute.bpm);
  if (analysis.fastestMinute !== null)
    add(middleOf(analysis.fastestMinute), 'fastest-minute', analysis.fastestMinute.bpm);
  for (const kind of ['ventricular', 'supraventricular'] as const) {
    const first = analysis.beats.classes.indexOf(longBeatClasses.indexOf(kind));
    if (first >= 0) add(analysis.beats.samples[first] as number, kind, null);
  }
  if (strips.length === 0) add(length / 2, 'start', null);
  return strips;
}
