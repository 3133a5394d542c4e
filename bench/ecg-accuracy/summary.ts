/** Errors in one line: mean, standard deviation, count, beside the published figures and the tolerance. */
import type { FiducialName } from '#shared/ecg/analysis.ts';
import type { PointError } from './score-points.ts';

export const scoredPoints = ['pOn', 'pPeak', 'pOff', 'qrsOn', 'qrsOff', 'tPeak', 'tOff'] as const;
type Scored = (typeof scoredPoints)[number];

/** Wavelet delineator on QTDB, lead with the lesser error: Martínez and others, IEEE Trans. Biomed. Eng. 51 (2004) 570, mean ± SD ms. */
export const martinez2004: Readonly<Record<Scored, readonly [mean: number, sd: number]>> = {
  pOn: [2.0, 14.8],
  pPeak: [3.6, 13.2],
  pOff: [1.9, 12.8],
  qrsOn: [4.6, 7.7],
  qrsOff: [0.8, 8.7],
  tPeak: [0.2, 13.9],
  tOff: [-1.6, 18.1],
};

/** What referees may differ by, SD ms: CSE Working Party, Eur. Heart J. 6 (1985) 815. */
export const cseTolerance: Readonly<Partial<Record<FiducialName, number>>> = {
  pOn: 10.2,
  pOff: 12.7,
  qrsOn: 6.5,
  qrsOff: 11.6,
  tOff: 30.6,
};

/** Mean and SD (of the population) in ms; null of nothing. */
export function spread(values: readonly number[]): { mean: number; sd: number; n: number } | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean: tenth(mean), sd: tenth(sd), n: values.length };
}

/** `mean ± SD (n)` of each point, with the figures it is held against. */
export function summarise(errors: readonly PointError[]): object {
  return Object.fromEntries(
    scoredPoints.map((name) => {
      const of = spread(errors.filter((error) => error.name === name).map(({ ms }) => ms));
      const cse = cseTolerance[name];
      return [
        name,
        {
          ...of,
          martinez2004: martinez2004[name].join(' ± '),
          ...(cse === undefined ? {} : { cse, inside: of !== null && of.sd <= cse }),
        },
      ];
    }),
  );
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
