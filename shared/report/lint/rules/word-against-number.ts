/** A word that a written number denies: 心动过缓 at 96 beats, 一度房室传导阻滞 with a PR of 160 ms. Limits as in the ECG statements (AHA/ACC/HRS 2009). */
import { findNumbers } from '../../numbers/find-numbers.ts';
import { isDenied, placesOf } from '../clauses.ts';
import type { LintCheck, LintFinding } from '../lint.ts';

interface Bound {
  readonly key: string;
  readonly word: RegExp;
  readonly low: number;
  readonly high: number;
}

const bounds: readonly Bound[] = [
  { key: 'hr', word: /心动过缓|\bbradycardia\b/gi, low: 0, high: 62 },
  { key: 'hr', word: /心动过速|\btachycardia\b/gi, low: 95, high: 400 },
  {
    key: 'pr',
    word: /(一度|Ⅰ度|I度)房室传导阻滞|\bfirst[- ]degree (AV|atrioventricular) block\b/gi,
    low: 195,
    high: 700,
  },
  {
    key: 'qrs',
    word: /完全性[左右]束支传导阻滞|\bcomplete (left|right) bundle branch block\b/gi,
    low: 115,
    high: 400,
  },
  {
    key: 'qtc',
    word: /QTc?(间期)?(显著|明显)?延长|\b(prolonged QTc?|QTc? prolongation)\b/gi,
    low: 440,
    high: 900,
  },
];

export const wordAgainstNumber: LintCheck = (subject, content) => {
  if (subject.kind !== 'ecg') return [];
  const numbers = [...findNumbers(content.findings), ...findNumbers(content.impression)];
  const found: LintFinding[] = [];
  for (const { key, word, low, high } of bounds) {
    const written = numbers.filter(
      (number) => number.key === key || (key === 'qtc' && number.key.startsWith('qtc')),
    );
    const [first] = written;
    if (first === undefined || written.some(({ value }) => value >= low && value <= high)) continue;
    for (const { at, said } of placesOf(content.impression, word)) {
      if (
        isDenied(
          content.impression
            .slice(0, at)
            .split(/[,。;\n]/)
            .at(-1) ?? '',
          at,
          0,
        )
      )
        continue;
      const against = `${key.toUpperCase()} ${first.value}`;
      found.push({
        rule: 'word-against-number',
        field: 'impression',
        from: at,
        to: at + said.length,
        said,
        against,
      });
    }
  }
  return found;
};
