/**
 * Bench `ecg-truth`: hearts of the practice township, whose truth is known, analysed: error of each measurement (least, median,
 * greatest) and the names of the rhythm, a JSON line for each rhythm. `SEEDS=200` asks for so many hearts of each.
 */
import { rhythmNames } from '../practice/ecg/rhythms.ts';
import { type JudgedHeart, type JudgedName, judgedNames, judgeHeart } from './ecg-truth/judge-hearts.ts';

const seeds = Number(process.env.SEEDS ?? 60);

for (const rhythm of rhythmNames) {
  const hearts = Array.from({ length: seeds }, (_, seed) => judgeHeart(rhythm, seed));
  const named: Record<string, number> = {};
  for (const heart of hearts) named[heart.named] = (named[heart.named] ?? 0) + 1;
  console.log(
    JSON.stringify({
      bench: 'ecg-truth',
      rhythm,
      hearts: seeds,
      rightlyNamed: hearts.filter(({ rightlyNamed }) => rightlyNamed).length,
      named,
      ...Object.fromEntries(judgedNames.map((name) => [name, errorsOf(hearts, name)])),
    }),
  );
}

function errorsOf(hearts: readonly JudgedHeart[], name: JudgedName): object {
  const errors = hearts.flatMap(({ errors: { [name]: error } }) => error ?? []).sort((a, b) => a - b);
  const at = (share: number): number | null => {
    const error = errors[Math.floor(share * (errors.length - 1))];
    return error === undefined ? null : Math.round(10 * error) / 10;
  };
  const missed = hearts.filter((heart) => heart.missed.includes(name)).length;
  const madeUp = hearts.filter((heart) => heart.madeUp.includes(name)).length;
  return { least: at(0), median: at(0.5), most: at(1), missed, madeUp };
}
