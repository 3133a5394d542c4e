/** What is known of a whole long recording, as it comes: its overview, the marks of the file, and the analysis. */
import { useEffect, useState } from 'react';
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import type { Failure } from '#shared/failure.ts';
import type { OverviewPart } from '#shared/formats/ecg/recording/overview.ts';
import type { WaveformAnnotation } from '#shared/study/waveform.ts';
import type { LongRecording } from './long-recording.ts';

export type LongAnalysisState =
  | { readonly status: 'running'; readonly done: number }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'done'; readonly analysis: LongAnalysis };

export interface LongFacts {
  readonly overview: OverviewPart | null;
  readonly overviewFailure: Failure | null;
  readonly marks: readonly WaveformAnnotation[];
  readonly analysis: LongAnalysisState;
}

/** More buckets than any window is wide. */
const overviewBuckets = 4000;
const nothingYet: LongFacts = {
  overview: null,
  overviewFailure: null,
  marks: [],
  analysis: { status: 'running', done: 0 },
};

export function useLongFacts(recording: LongRecording): LongFacts {
  const [facts, setFacts] = useState(nothingYet);
  useEffect(() => {
    const control = new AbortController();
    const { signal } = control;
    const learn = (part: Partial<LongFacts>): void => {
      if (!signal.aborted) setFacts((before) => ({ ...before, ...part }));
    };
    setFacts(nothingYet);
    const quiet = (): void => undefined;
    recording
      .overview({ from: 0, to: recording.sampleCount, most: overviewBuckets }, signal)
      .then(
        (found) => learn(found.ok ? { overview: found.value } : { overviewFailure: found.failure }),
        quiet,
      );
    recording.marks(signal).then((found) => found.ok && learn({ marks: found.value }), quiet);
    recording
      .analysis((done) => learn({ analysis: { status: 'running', done } }), signal)
      .then(
        (found) =>
          learn({
            analysis: found.ok
              ? { status: 'done', analysis: found.value }
              : { status: 'failed', failure: found.failure },
          }),
        quiet,
      );
    return () => control.abort();
  }, [recording]);
  return facts;
}
