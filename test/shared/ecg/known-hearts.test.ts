/** Every rhythm of the practice township, over several hearts: what is measured against what the heart was made of. */
import { describe, expect, it } from 'vitest';
import { type JudgedName, judgedNames, judgeHeart } from '../../../bench/ecg-truth/judge-hearts.ts';
import { type RhythmName, rhythmNames } from '../../../practice/ecg/rhythms.ts';

type Range = readonly [least: number, most: number];

/**
 * Measured less true: rate in beats a minute, intervals in ms, axes in degrees. Points lie where an expert puts them, outside of the
 * 20 µV and the tangent that the truth is told by: QRS and QT come out longer by that much.
 */
const usual: Record<JudgedName, Range> = {
  hr: [-2.5, 2.5],
  pr: [-6, 14],
  qrs: [4, 22],
  qt: [5, 30],
  pAxis: [-6, 6],
  qrsAxis: [-6, 8],
  tAxis: [-5, 5],
  pvc: [-1, 1],
};
/** What hides the ends of waves: f waves, a T that begins in the QRS, a raised ST, a P of 30 µV. */
const harder: Partial<Record<RhythmName, Partial<Record<JudgedName, Range>>>> = {
  'atrial-fibrillation': { qrs: [4, 30], qt: [5, 60], qrsAxis: [-16, 16], tAxis: [-12, 12] },
  'left-bundle-branch-block': { qrs: [10, 42] },
  'right-bundle-branch-block': { tAxis: [-36, 5] },
  'inferior-infarction': { qrs: [10, 30], qrsAxis: [-18, 0], tAxis: [-18, 0] },
  'anterior-infarction': { qrs: [10, 30], tAxis: [0, 14] },
  'third-degree-block': { qrs: [4, 30], qt: [5, 50] },
  hyperkalaemia: { hr: [-1, 7.5], pr: [15, 50], pAxis: [-50, 15], qt: [10, 35] },
};
const seeds = Array.from({ length: 8 }, (_, seed) => seed);

describe.each(rhythmNames)('%s', (rhythm) => {
  const hearts = seeds.map((seed) => judgeHeart(rhythm, seed));

  it('is measured as it was made', () => {
    const limits = { ...usual, ...harder[rhythm] };
    const outside = hearts.flatMap(({ seed, errors, missed, madeUp }) => [
      ...judgedNames.flatMap((name) => {
        const error = errors[name];
        const [least, most] = limits[name];
        return error === null || (error >= least && error <= most) ? [] : [`${seed}: ${name} ${error}`];
      }),
      ...missed.map((name) => `${seed}: ${name} missed`),
      ...madeUp.map((name) => `${seed}: ${name} made up`),
    ]);
    expect(outside).toEqual([]);
  });

  it('is called by its name', () => {
    expect(hearts.filter(({ rightlyNamed }) => !rightlyNamed).map(({ named }) => named)).toEqual([]);
  });
});
