/** Stretches of a long recording whose leading QRS does not look like that of the rest: a paced hour, a bundle branch block. */
import type { MedianBeat, RhythmSpan } from '../analysis.ts';

interface Stretch extends RhythmSpan {
  readonly median: MedianBeat;
}

const alike = 0.8;
/** Compared from this much before QRS onset to this much after, seconds. */
const window = { before: 0.02, after: 0.14 };

/** The stretches unlike the one that most others are like. */
export function otherShapes(stretches: readonly Stretch[]): RhythmSpan[] {
  const shapes = stretches.map(({ median }) => qrsOf(median));
  let best = -1;
  let bestSum = Number.NEGATIVE_INFINITY;
  shapes.forEach((shape, i) => {
    const sum = shapes.reduce((total, other) => total + likeness(shape, other), 0);
    if (sum > bestSum) [best, bestSum] = [i, sum];
  });
  const usual = shapes[best];
  if (usual === undefined) return [];
  return stretches.filter((_, i) => likeness(usual, shapes[i] ?? []) < alike);
}

/** Values of all leads around the QRS, one after another; empty without a QRS. */
function qrsOf({ leads, fiducials, samplingHz }: MedianBeat): readonly number[] {
  const onset = fiducials.qrsOn?.sample;
  if (onset === undefined) return [];
  const from = Math.max(0, Math.round(onset - window.before * samplingHz));
  const to = Math.round(onset + window.after * samplingHz);
  return Object.values(leads).flatMap((values) => Array.from(values.subarray(from, to)));
}

/** Pearson's correlation; 1 where either has no QRS or other leads, since nothing can then be said. */
function likeness(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || one.length !== other.length) return 1;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [(one[i] as number) - a, (other[i] as number) - b];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 1 : ab / Math.sqrt(aa * bb);
}
