/** Numbers bound to measurements on images: moved by edits, changed by measurements, struck when they disagree. */
import { describe, expect, it } from 'vitest';
import {
  addLinked,
  followEdit,
  holdLinks,
  judgeLinks,
  type LinkedText,
  wrongLinks,
} from '#shared/report/numbers/image-links.ts';
import { wrongNumbers } from '#shared/report/numbers/judge-numbers.ts';
import { markManual } from '#shared/report/numbers/mark-manual.ts';
import { type ReportContent, reportContentSchema } from '#shared/report/report.ts';

const value = (number: number) => ({ value: number, unit: 'mm', decimals: 1, name: '长径' });
const text: LinkedText = {
  text: '长径 12.3 mm,短径 4.5 mm',
  numbers: [
    { key: 'a:longAxis', from: 3, to: 7, ...value(12.31) },
    { key: 'a:shortAxis', from: 14, to: 17, ...value(4.5) },
  ],
};
const bare: ReportContent = { findings: '右肺结节。', impression: '', recommendation: '' };
const linked = addLinked(bare, 'findings', text);
const states = (content: ReportContent) =>
  judgeLinks(content, 'findings').map(({ key, state }) => [key, state]);
const edit = (content: ReportContent, findings: string) => followEdit(content, { ...content, findings });

describe('numbers bound to measurements on images', () => {
  it('stand on a line of their own and fit the report', () => {
    expect(linked.findings).toBe('右肺结节。\n长径 12.3 mm,短径 4.5 mm');
    expect(states(linked)).toEqual([
      ['a:longAxis', 'bound'],
      ['a:shortAxis', 'bound'],
    ]);
    expect(reportContentSchema.parse(linked)).toEqual(linked);
  });
  it('move with the text around them', () => {
    // A person edits one place at a time.
    const begun = edit(linked, `双肺${linked.findings}`);
    const within = edit(begun, begun.findings.replace(',短径', ',其短径约'));
    const moved = edit(within, `${within.findings}。`);
    expect(judgeLinks(moved, 'findings').map(({ from, to }) => moved.findings.slice(from, to))).toEqual([
      '12.3',
      '4.5',
    ]);
    expect(edit(linked, '全部重写').image).toBeUndefined();
    expect(states(edit(linked, '右肺结节。\n长径 12.3 mm'))).toEqual([['a:longAxis', 'bound']]);
  });
  it('take the new unit of an image that was calibrated by hand', () => {
    const line: LinkedText = {
      text: '心影横径 117 px,可疑',
      numbers: [{ key: 'h:length', from: 5, to: 8, value: 117.2, unit: 'px', decimals: 0, name: '心影横径' }],
    };
    const before = addLinked(bare, 'findings', line);
    const now = { 'h:length': { value: 131.04, unit: 'mm(人工校准)', decimals: 1, name: '心影横径' } };
    const after = holdLinks(before, now);
    expect(after.findings).toBe('右肺结节。\n心影横径 131.0 mm(人工校准),可疑');
    expect(states(after)).toEqual([['h:length', 'bound']]);
    const back = holdLinks(after, {
      'h:length': { value: 117.2, unit: 'px', decimals: 0, name: '心影横径' },
    });
    expect(back.findings).toBe(before.findings);
    // Another unit stands in the text: nothing is put beside it, and the number is struck.
    const own = edit(before, before.findings.replace('px', '像素'));
    expect(holdLinks(own, now).findings).toBe(own.findings);
    expect(states(holdLinks(own, now))).toEqual([['h:length', 'contradicted']]);
  });
  it('a typed number is held against the measurement until it is kept as 手工值', () => {
    const wrong = edit(linked, linked.findings.replace('12.3', '15.3'));
    expect(states(wrong)[0]).toEqual(['a:longAxis', 'contradicted']);
    expect(states(edit(linked, linked.findings.replace('4.5', '4.58')))[1]).toEqual([
      'a:shortAxis',
      'contradicted',
    ]);
    expect(wrongNumbers(wrong).map(({ key }) => key)).toEqual(['a:longAxis']);
    const kept: ReportContent = {
      ...wrong,
      image: { links: [], measured: {}, ...wrong.image, manual: [{ key: 'a:longAxis', value: 15.3 }] },
    };
    expect(wrongNumbers(kept)).toEqual([]);
    expect(markManual(kept, 'findings')).toBe('右肺结节。\n长径 15.3 mm(手工值),短径 4.5 mm');
  });
  it('a changed measurement changes the text, a deleted one is stale', () => {
    const now = { 'a:longAxis': value(108.26), 'a:shortAxis': value(4.52) };
    const changed = holdLinks(linked, now);
    expect(changed.findings).toBe('右肺结节。\n长径 108.3 mm,短径 4.5 mm');
    expect(states(changed).map(([, state]) => state)).toEqual(['bound', 'bound']);
    const deleted = holdLinks(changed, { 'a:shortAxis': value(4.52) });
    expect(deleted.findings).toBe(changed.findings);
    expect(wrongLinks(deleted).map(({ key, state }) => [key, state])).toEqual([['a:longAxis', 'stale']]);
    const typed = edit(linked, linked.findings.replace('12.3', '15.3'));
    expect(holdLinks(typed, now).findings).toContain('15.3');
  });
});
