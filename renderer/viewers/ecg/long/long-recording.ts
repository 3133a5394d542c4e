/** Journey step 7: what the viewer of a long recording asks for; whoever shows it knows where the answers come from. */
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import type { OverviewPart } from '#shared/formats/ecg/recording/overview.ts';
import type { Result } from '#shared/result.ts';
import type { WaveformAnnotation, WaveformGroup } from '#shared/study/waveform.ts';

/** Every question may be given up by its signal; the promise then rejects with the signal's reason. */
export interface LongRecording {
  readonly samplingHz: number;
  readonly sampleCount: number;
  readonly leads: readonly string[];
  /** ISO date and time without zone; null when absent. */
  readonly acquiredAt: string | null;
  /** Start of the shown group after `acquiredAt`, ms. */
  readonly offsetMs: number;
  /** Samples [from, to), cut to what there is. */
  readonly window: (from: number, to: number, signal: AbortSignal) => Promise<Result<WaveformGroup>>;
  /** Least and greatest values of [from, to) in at most `most` buckets. */
  readonly overview: (
    stretch: { readonly from: number; readonly to: number; readonly most: number },
    signal: AbortSignal,
  ) => Promise<Result<OverviewPart>>;
  readonly marks: (signal: AbortSignal) => Promise<Result<readonly WaveformAnnotation[]>>;
  /** Tells how far it is (0 to 1) until it is there. */
  readonly analysis: (
    onProgress: (done: number) => void,
    signal: AbortSignal,
  ) => Promise<Result<LongAnalysis>>;
}
