/** What window and analysis thread say to each other. */
import type { AnalysisOptions, EcgAnalysis } from '#shared/ecg/analysis.ts';
import type { Result } from '#shared/result.ts';
import type { Waveform } from '#shared/study/waveform.ts';

export interface AnalysisQuestion {
  readonly id: number;
  readonly waveform: Waveform;
  readonly options: AnalysisOptions;
}

export interface AnalysisAnswer {
  readonly id: number;
  readonly result: Result<EcgAnalysis>;
}
