/** The draw: as many as asked, alike over authors, kinds and hours (chi-square), the same again with the key and unlike without it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isDrawn } from '../../../exchange/peer-review/is-drawn.ts';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const idOf = (at: number): string =>
  hex(`report ${at}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
const keys = ['first key', 'second key', 'third key'].map(hex);
const count = 20_000;

/** Reports as a region writes them: few authors write most, ECGs outnumber images, nights are quiet. */
const reports = Array.from({ length: count }, (_, at) => {
  const seed = Number.parseInt(hex(`facts ${at}`).slice(0, 8), 16) / 2 ** 32;
  return {
    reportId: idOf(at),
    version: 1 + (at % 2),
    author: `author ${Math.floor(12 * seed ** 2)}`,
    kind: seed * 7 - Math.floor(seed * 7) < 0.7 ? 'ecg' : 'imaging',
    hour: Math.floor(12 + 11.9 * Math.cos(Math.PI * seed * 13)),
  };
});

/** Pearson's statistic of drawn and not drawn over the groups, and how many groups there are. */
function chiSquare(drawn: readonly boolean[], groupOf: (at: number) => string | number) {
  const share = drawn.filter(Boolean).length / drawn.length;
  const groups = Map.groupBy(drawn.keys(), groupOf);
  let statistic = 0;
  for (const members of groups.values()) {
    const expected = members.length * share;
    const observed = members.filter((at) => drawn[at]).length;
    statistic += (observed - expected) ** 2 / expected;
    statistic += (observed - expected) ** 2 / (members.length - expected);
  }
  return { statistic, groups: groups.size };
}

/** Upper 0.1 % of chi-square by Wilson and Hilferty's cube. */
function critical(degrees: number): number {
  const part = 2 / (9 * degrees);
  return degrees * (1 - part + 3.0902 * Math.sqrt(part)) ** 3;
}

describe('the draw for peer review', () => {
  it('takes three of a hundred, alike whoever wrote them about what at which hour', () => {
    for (const key of keys) {
      const drawn = reports.map((report) => isDrawn(key, report, 3));
      const share = drawn.filter(Boolean).length / count;
      // Four standard deviations of a binomial share.
      expect(Math.abs(share - 0.03)).toBeLessThan(4 * Math.sqrt((0.03 * 0.97) / count));
      for (const by of ['author', 'kind', 'hour', 'version'] as const) {
        const { statistic, groups } = chiSquare(drawn, (at) => reports[at]?.[by] ?? '');
        expect(groups, by).toBeGreaterThan(1);
        expect(statistic, by).toBeLessThan(critical(groups - 1));
      }
    }
  });

  it('would not pass for a draw that favours an author', () => {
    const [key = ''] = keys;
    const drawn = reports.map((report) => isDrawn(key, report, report.author === 'author 0' ? 1 : 3));
    const { statistic, groups } = chiSquare(drawn, (at) => reports[at]?.author ?? '');
    expect(statistic).toBeGreaterThan(critical(groups - 1));
  });

  it('is the same again with the key, and says nothing of itself under another', () => {
    const [one, other] = keys.map((key) => reports.map((report) => isDrawn(key, report, 3)));
    expect(reports.map((report) => isDrawn(keys[0] ?? '', report, 3))).toEqual(one);
    const both = reports.filter((_, at) => one?.[at] === true && other?.[at] === true).length;
    const expected = count * 0.03 ** 2;
    expect(Math.abs(both - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it('grows with the share: none at 0, all at 100, and who was drawn at 3 is drawn at 10', () => {
    const [key = ''] = keys;
    for (const report of reports.slice(0, 2000)) {
      expect(isDrawn(key, report, 0)).toBe(false);
      expect(isDrawn(key, report, 100)).toBe(true);
      if (isDrawn(key, report, 3)) expect(isDrawn(key, report, 10)).toBe(true);
    }
  });
});
