/** Journey step 7: what the machine measured on a recording of hours: every beat, the rate by the minute, what stands out. */
import type { BeatClass, BilingualText, Evidence, RhythmSpan } from '../analysis.ts';

/** The number of a class in `LongBeats.classes`. */
export const longBeatClasses = [
  'unknown',
  'normal',
  'ventricular',
  'supraventricular',
  'paced',
] as const satisfies readonly BeatClass[];

export interface LongBeats {
  /** 0-based samples of the R peaks in the group, rising. */
  readonly samples: Int32Array;
  /** Of each beat its place in `longBeatClasses`. */
  readonly classes: Int16Array;
}

/** An interval of 2 s and more between two beats. `flat`: no lead moves by 20 µV in it; an electrode may have been off. */
export interface LongPause extends RhythmSpan {
  readonly ms: number;
  readonly flat: boolean;
}

export interface LongRun extends RhythmSpan {
  readonly beats: number;
  readonly bpm: number;
}

/** A critical rule that fired somewhere in the stretch; the rule looks at a whole stretch at a time. */
export interface LongCritical extends RhythmSpan {
  readonly ruleSet: string;
  readonly version: string;
  readonly code: string;
  readonly text: BilingualText;
  /** As measured in the stretch where it fired first. */
  readonly evidence: readonly Evidence[];
}

/** Mean ventricular rate over a stretch. */
export interface LongRate extends RhythmSpan {
  readonly bpm: number;
}

export interface LongAnalysis {
  /** Always: a machine says this until a person accepts it. */
  readonly status: 'unconfirmed';
  readonly samplingHz: number;
  readonly sampleCount: number;
  readonly beats: LongBeats;
  /** Beats a minute, minute by minute from the first sample; 0 where it could not be told. */
  readonly rateByMinute: Float32Array;
  /** Over all intervals with signal; null without beats. */
  readonly meanBpm: number | null;
  readonly fastestHour: LongRate | null;
  readonly slowestHour: LongRate | null;
  readonly fastestMinute: LongRate | null;
  readonly slowestMinute: LongRate | null;
  readonly longestRr: (RhythmSpan & { readonly ms: number }) | null;
  readonly shortestRr: (RhythmSpan & { readonly ms: number }) | null;
  readonly pauses: readonly LongPause[];
  /** Three or more ventricular beats in a row. */
  readonly runs: readonly LongRun[];
  /** Waves without QRS complexes: fibrillation or flutter of the ventricles. */
  readonly rolling: readonly RhythmSpan[];
  /** Stretches in which no lead has signal. */
  readonly lost: readonly RhythmSpan[];
  /** Stretches whose leading QRS shape is not that of the recording: classes are told against the stretch's own. */
  readonly otherShape: readonly RhythmSpan[];
  readonly critical: readonly LongCritical[];
}
