/** The points of the median beat as the reader set them; every interval follows from them at once. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EcgAnalysis, FiducialName, IntervalMeasurements } from '#shared/ecg/analysis.ts';
import { fiducialNames } from '#shared/ecg/analysis.ts';
import { fiducialSamples, measureMedianBeat } from '#shared/ecg/measure/measure-median-beat.ts';
import type { AnalysisState, MeasuredEcg } from './analysis-state.ts';

type Moves = Partial<Record<FiducialName, number>>;

export interface MeasuredRoom {
  /** Null until the analysis is there. */
  readonly measured: MeasuredEcg | null;
  /** Puts a point at this (possibly fractional) sample of the median beat. */
  readonly movePoint: (name: FiducialName, sample: number) => void;
  /** All points back to the machine's. */
  readonly resetPoints: () => void;
}

/** Moves belong to one analysis: another recording begins without any. */
export function useMeasured(
  state: AnalysisState | undefined,
  onCorrection?: (intervals: IntervalMeasurements | null) => void,
): MeasuredRoom {
  const analysis = state?.status === 'done' ? state.analysis : null;
  const [kept, setKept] = useState<{ of: EcgAnalysis | null; moves: Moves }>({ of: null, moves: {} });
  const moves = kept.of === analysis ? kept.moves : noMoves;
  const measured = useMemo(
    () => (analysis === null ? null : measureAgain(analysis, moves)),
    [analysis, moves],
  );
  const corrected = measured !== null && measured.moved.length > 0 ? measured.intervals : null;
  const told = useRef<IntervalMeasurements | null>(null);
  useEffect(() => {
    if (told.current !== corrected) onCorrection?.(corrected);
    told.current = corrected;
  }, [corrected, onCorrection]);
  const movePoint = useCallback(
    (name: FiducialName, sample: number) =>
      setKept((before) => ({
        of: analysis,
        moves: { ...(before.of === analysis ? before.moves : {}), [name]: sample },
      })),
    [analysis],
  );
  const resetPoints = useCallback(() => setKept({ of: analysis, moves: {} }), [analysis]);
  return { measured, movePoint, resetPoints };
}

const noMoves: Moves = {};

/** The machine's own numbers stay untouched as long as nothing was moved. */
export function measureAgain(analysis: EcgAnalysis, moves: Moves): MeasuredEcg {
  const { medianBeat, measurements } = analysis;
  const moved = fiducialNames.filter((name) => moves[name] !== undefined);
  if (medianBeat === null) return { analysis, intervals: measurements, points: null, moved: [] };
  const points = { ...fiducialSamples(medianBeat), ...moves };
  const intervals = moved.length === 0 ? measurements : measureMedianBeat(medianBeat, points);
  return { analysis, intervals, points, moved };
}
