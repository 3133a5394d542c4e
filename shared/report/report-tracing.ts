/** What an ECG report draws to scale: the recording, or of a recording of hours its strips; neither for pressures alone and for images. */
import type { LongTracing } from '../ecg/long/cut-strips.ts';
import type { Waveform } from '../study/waveform.ts';

export interface ReportTracing {
  /** The 12-lead recording. */
  readonly waveform: Waveform | null;
  readonly long: LongTracing | null;
  /** Further recordings of the study, such as one that came late, each on a page of its own; absent where there is only one. */
  readonly further?: readonly Waveform[];
  /** Of a recording that was chosen alone among several. */
  readonly place?: RecordingPlace;
}

/** The number of a recording in its study, from 1. */
export interface RecordingPlace {
  readonly number: number;
  readonly of: number;
}

export const noTracing: ReportTracing = { waveform: null, long: null };

/** Of the recordings of a study, the one it is written from first. */
export function tracingOf([waveform, ...further]: readonly Waveform[]): ReportTracing {
  if (waveform === undefined) return noTracing;
  return { waveform, long: null, ...(further.length === 0 ? {} : { further }) };
}
