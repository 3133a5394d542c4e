/** What an ECG report draws to scale: the recording, or of a recording of hours its strips; neither for pressures alone and for images. */
import type { LongTracing } from '../ecg/long/cut-strips.ts';
import type { Waveform } from '../study/waveform.ts';

export interface ReportTracing {
  /** The 12-lead recording. */
  readonly waveform: Waveform | null;
  readonly long: LongTracing | null;
  /** Further recordings of the study, such as one that came late, each on a page of its own; absent where there is only one. */
  readonly further?: readonly Waveform[];
}

export const noTracing: ReportTracing = { waveform: null, long: null };
