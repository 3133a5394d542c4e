/** The nine points of one beat in one lead. */
import type { BeatFiducials } from '../analysis.ts';
import type { QrsPoints } from './find-qrs.ts';
import { findWave, type WaveRules } from './find-wave.ts';

export interface LeadBeat {
  /** mV around the beat. */
  readonly values: Float64Array;
  /** Where the R peak of the whole beat lies in `values`. */
  readonly anchor: number;
  readonly rate: number;
  /** Index before which the beat before is not yet over. */
  readonly earliest: number;
  /** Index from which the next beat has begun. */
  readonly latest: number;
  /** RR interval that ends, and that begins, here, in seconds. */
  readonly rrSeconds: number;
  /** Noise left in `values`, mV. */
  readonly noise: number;
  /** The QRS in `values`, as `findQrs` has it. */
  readonly qrs: QrsPoints | null;
}

export const tRules: WaveRules = {
  smoothing: 0.019,
  onShare: 0.3,
  offShare: 0.4,
  reach: 0.13,
  balance: 0.12,
  secondLobe: 0.75,
};

export const pRules: WaveRules = {
  smoothing: 0.0105,
  onShare: 0.32,
  offShare: 0.5,
  reach: 0.06,
  balance: 0.2,
  secondLobe: 0.7,
};

const leastP = 0.012;
const leastT = 0.012;

export const noPoints: BeatFiducials = {
  pOn: null,
  pPeak: null,
  pOff: null,
  qrsOn: null,
  rPeak: null,
  qrsOff: null,
  tOn: null,
  tPeak: null,
  tOff: null,
};

/** Indices into `values`; a wave that does not stand out of the noise is null. */
export function delineateLead(beat: LeadBeat): BeatFiducials {
  const { qrs } = beat;
  if (qrs === null) return noPoints;
  const t = findT(beat, qrs.off);
  const p = findP(beat, qrs.on);
  return {
    pOn: p?.on ?? null,
    pPeak: p?.peak ?? null,
    pOff: p?.off ?? null,
    qrsOn: qrs.on,
    rPeak: qrs.peak,
    qrsOff: qrs.off,
    tOn: t?.on ?? null,
    tPeak: t?.peak ?? null,
    tOff: t?.off ?? null,
  };
}

function findT({ values, rate, latest, rrSeconds, noise, anchor }: LeadBeat, qrsOff: number) {
  const from = qrsOff + Math.round(0.03 * rate);
  // A QT this long (QTcB 600 ms) is looked for, but never past the next beat.
  const longest = anchor + Math.round((0.6 * Math.sqrt(Math.min(1.6, rrSeconds)) + 0.04) * rate);
  const pace = Math.sqrt(Math.min(1.6, Math.max(0.3, rrSeconds)));
  const expected = { at: anchor + 0.27 * pace * rate, spread: 0.11 * rate };
  const wave = findWave(values, from, Math.min(values.length, latest, longest), rate, {
    ...tRules,
    expected,
  });
  return wave !== null && Math.abs(wave.height) > Math.max(leastT, 3 * noise) ? wave : null;
}

function findP({ values, rate, earliest, noise }: LeadBeat, qrsOn: number) {
  const from = Math.max(0, earliest, qrsOn - Math.round(0.3 * rate));
  const wave = findWave(values, from, qrsOn - Math.round(0.008 * rate), rate, pRules);
  return wave !== null && Math.abs(wave.height) > Math.max(leastP, 3 * noise) ? wave : null;
}
