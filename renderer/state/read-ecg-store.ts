/**
 * The ECG that is being read (journey steps 7 and 8): the one place where the room that shows it and the report that is
 * written from it meet. The room publishes the analysis and every correction of the reader; the report listens.
 */
import { create } from 'zustand';
import type { EcgAnalysis, EcgMeasurements } from '#shared/ecg/analysis.ts';
import type { Waveform } from '#shared/study/waveform.ts';

export interface ReadEcg {
  readonly studyInstanceUid: string;
  readonly waveform: Waveform;
  readonly analysis: EcgAnalysis;
  /** The analysis' own, or what follows from the fiducials the reader has dragged. */
  readonly measurements: EcgMeasurements;
}

interface ReadEcgState {
  readonly ecg: ReadEcg | null;
  publish(ecg: Omit<ReadEcg, 'measurements'>): void;
  /** A fiducial was dragged: all measurements that follow from it; null goes back to the analysis' own. */
  correct(measurements: Partial<EcgMeasurements> | null): void;
  clear(): void;
}

export const useReadEcg = create<ReadEcgState>((set) => ({
  ecg: null,
  publish: (ecg) => set({ ecg: { ...ecg, measurements: ecg.analysis.measurements } }),
  correct: (measurements) =>
    set(({ ecg }) =>
      ecg === null
        ? {}
        : { ecg: { ...ecg, measurements: { ...ecg.analysis.measurements, ...measurements } } },
    ),
  clear: () => set({ ecg: null }),
}));
