/** Everything that follows from the median beat and its points; dragging a point and measuring again is the same act. */
import type { BeatFiducials, IntervalMeasurements, MedianBeat, StLevels } from '../analysis.ts';
import { axisDeg } from './axes.ts';
import { leadAmplitudes } from './lead-amplitudes.ts';
import { qtcOf } from './qtc.ts';

/** Points in samples of the median beat; fractions are allowed, as a dragged point has them. */
export type MedianFiducials = BeatFiducials<number>;

/** The machine's own points as plain samples. */
export function fiducialSamples(median: MedianBeat): MedianFiducials {
  const { fiducials } = median;
  const at = (name: keyof BeatFiducials): number | null => fiducials[name]?.sample ?? null;
  return {
    pOn: at('pOn'),
    pPeak: at('pPeak'),
    pOff: at('pOff'),
    qrsOn: at('qrsOn'),
    rPeak: at('rPeak'),
    qrsOff: at('qrsOff'),
    tOn: at('tOn'),
    tPeak: at('tPeak'),
    tOff: at('tOff'),
  };
}

/** Intervals in ms, axes, ST and amplitudes for these points (the machine's own when none are given). What misses a point is null. */
export function measureMedianBeat(
  median: MedianBeat,
  fiducials: MedianFiducials = fiducialSamples(median),
): IntervalMeasurements {
  const { samplingHz, leads, rrMs } = median;
  const between = (from: number | null, to: number | null): number | null =>
    from === null || to === null || to <= from ? null : ((to - from) * 1000) / samplingHz;
  const qtMs = between(fiducials.qrsOn, fiducials.tOff);
  const { pOn, pOff, qrsOn, qrsOff, tOff } = fiducials;
  const names = Object.keys(leads);
  const amplitudesMv = Object.fromEntries(
    names.map((name) => [name, leadAmplitudes(leads[name] as Float32Array, fiducials, samplingHz)]),
  );
  const tOn = fiducials.tOn ?? qrsOff;
  const { V1, V5, V6, V3, aVL } = amplitudesMv;
  const lateral = Math.max(V5?.r ?? 0, V6?.r ?? 0);
  return {
    pMs: between(pOn, pOff),
    prMs: between(pOn, qrsOn),
    qrsMs: between(qrsOn, qrsOff),
    qtMs,
    qtcMs: qtcOf(qtMs, rrMs),
    axesDeg: {
      p: axisDeg(median, pOn, pOff),
      qrs: axisDeg(median, qrsOn, qrsOff),
      t: axisDeg(median, tOn, tOff),
    },
    stMv: Object.fromEntries(
      names.map((name) => [name, stLevels(leads[name] as Float32Array, qrsOff, samplingHz)]),
    ),
    amplitudesMv,
    sokolowLyonMv: V1 && (V5 || V6) ? Math.abs(V1.s ?? 0) + lateral : null,
    cornellMv: aVL && V3 ? (aVL.r ?? 0) + Math.abs(V3.s ?? 0) : null,
  };
}

const stOffsetsMs = { j: 0, j40: 40, j60: 60, j80: 80 } as const;

/** Level in mV after the J point; the median beat's zero is the level ahead of QRS onset. */
function stLevels(values: Float32Array, qrsOff: number | null, samplingHz: number): StLevels {
  const at = (ms: number): number | null => {
    if (qrsOff === null) return null;
    const centre = Math.round(qrsOff + (ms * samplingHz) / 1000);
    if (centre < 1 || centre > values.length - 2) return null;
    return ((values[centre - 1] as number) + (values[centre] as number) + (values[centre + 1] as number)) / 3;
  };
  return {
    j: at(stOffsetsMs.j),
    j40: at(stOffsetsMs.j40),
    j60: at(stOffsetsMs.j60),
    j80: at(stOffsetsMs.j80),
  };
}
