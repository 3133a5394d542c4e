/** How far the analysis of the shown ECG is, and its numbers as they stand after a reader moved points. */
import type { EcgAnalysis, FiducialName, IntervalMeasurements } from '#shared/ecg/analysis.ts';
import type { MedianFiducials } from '#shared/ecg/measure/measure-median-beat.ts';
import type { Failure } from '#shared/failure.ts';

export type AnalysisState =
  | { readonly status: 'running' }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'done'; readonly analysis: EcgAnalysis };

/** The measured ECG: the machine's, and where a point was moved by hand, what follows from it. */
export interface MeasuredEcg {
  readonly analysis: EcgAnalysis;
  readonly intervals: IntervalMeasurements;
  /** Null without a median beat. */
  readonly points: MedianFiducials | null;
  /** Points that a person moved; empty as long as every number is the machine's. */
  readonly moved: readonly FiducialName[];
}
