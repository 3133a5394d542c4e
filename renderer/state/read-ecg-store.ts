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
  /** The study whose recording could not be analysed; its report says so. */
  readonly unmeasured: string | null;
  /** What the calipers on the tracing measure, by key; null for one that was taken away. */
  readonly calipers: Readonly<Record<string, number | null>>;
  /** Numbers below this belong to calipers that the draft tells of already. */
  readonly firstCaliper: number;
  publish(ecg: Omit<ReadEcg, 'measurements'>): void;
  /** A fiducial was dragged: all measurements that follow from it; null goes back to the analysis' own. */
  correct(measurements: Partial<EcgMeasurements> | null): void;
  giveUp(studyInstanceUid: string): void;
  /** All calipers that stand on the tracing now. */
  measure(calipers: Readonly<Record<string, number>>): void;
  reserveCalipers(below: number): void;
  /** Another tracing, or none: its calipers are nobody's. */
  forgetCalipers(): void;
  clear(): void;
}

export const useReadEcg = create<ReadEcgState>((set) => ({
  ecg: null,
  unmeasured: null,
  calipers: {},
  firstCaliper: 1,
  giveUp: (unmeasured) => set({ unmeasured }),
  measure: (standing) =>
    set(({ calipers }) => ({
      calipers: { ...Object.fromEntries(Object.keys(calipers).map((key) => [key, null])), ...standing },
    })),
  reserveCalipers: (below) =>
    set(({ firstCaliper }) => (below > firstCaliper ? { firstCaliper: below } : {})),
  forgetCalipers: () => set({ calipers: {}, firstCaliper: 1 }),
  publish: (ecg) => set({ ecg: { ...ecg, measurements: ecg.analysis.measurements } }),
  correct: (measurements) =>
    set(({ ecg }) =>
      ecg === null
        ? {}
        : { ecg: { ...ecg, measurements: { ...ecg.analysis.measurements, ...measurements } } },
    ),
  clear: () => set({ ecg: null, unmeasured: null }),
}));
