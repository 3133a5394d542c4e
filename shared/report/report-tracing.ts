/** What an ECG report draws to scale: the recording, or of a recording of hours its strips; neither for pressures alone and for images. */
import type { LongTracing } from '../ecg/long/cut-strips.ts';
import type { Waveform } from '../study/waveform.ts';

export interface ReportTracing {
  /** The 12-lead recording. */
  readonly waveform: Waveform | null;
  readonly long: LongTracing | null;
}

export const noTracing: ReportTracing = { waveform: null, long: null };
