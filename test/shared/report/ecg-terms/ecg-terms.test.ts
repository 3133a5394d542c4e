import { describe, expect, it } from 'vitest';
import { ecgTerm, ecgTerms } from '#shared/report/ecg-terms/ecg-terms.ts';
import { indexTerms } from '#shared/report/ecg-terms/search-terms.ts';
import { termPinyin } from '#shared/report/ecg-terms/term-pinyin.ts';
import { isGlobalKey } from '#shared/report/numbers/measurement-keys.ts';

const index = indexTerms(ecgTerms);
const first = (query: string): string | undefined => index.search(query)[0]?.code;

describe('the statement library', () => {
  it('holds more than 150 terms, each under its own code, in both languages', () => {
    expect(ecgTerms.length).toBeGreaterThan(150);
    expect(new Set(ecgTerms.map((term) => term.code)).size).toBe(ecgTerms.length);
    expect(new Set(ecgTerms.map((term) => term.zh)).size).toBe(ecgTerms.length);
    for (const term of ecgTerms) {
      expect(ecgTerm(term.code)).toBe(term);
      expect(term.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(term.en).not.toMatch(/[\u4e00-\u9fff]/);
      expect(term.numbers.every(isGlobalKey)).toBe(true);
    }
  });

  it('names only statements that AHA/ACC/HRS 2007 numbers', () => {
    for (const { aha } of ecgTerms)
      if (aha !== null) expect(aha >= 1 && aha <= 503 && !(aha > 231 && aha < 400)).toBe(true);
  });

  it('finds a term by initials, full pinyin, short code, Chinese and English', () => {
    expect(first('xfcd')).toBe('AFIB');
    expect(first('fdcd')).toBe('AFIB');
    expect(first('xinfangchandong')).toBe('AFIB');
    expect(first('AF')).toBe('AFIB');
    expect(first('心房颤')).toBe('AFIB');
    expect(first('atrial fib')).toBe('AFIB');
    expect(first('lbbb')).toBe('CLBBB');
    expect(first('1avb')).toBe('1AVB');
    expect(first('stdyd')).toBe('STD_');
    expect(first('dxxl')).toBe('SR');
  });

  it('finds every term first or nearly so by its own code, and among nine by its full pinyin', () => {
    for (const term of ecgTerms) {
      const codes = index.search(term.code).slice(0, 2);
      expect(codes, term.code).toContain(term);
      expect(index.search(termPinyin(term.zh).full), term.zh).toContain(term);
    }
  });

  it('finds nothing for nothing, and never more than asked', () => {
    expect(index.search('  ')).toEqual([]);
    expect(index.search('!!')).toEqual([]);
    expect(index.search('x', 4)).toHaveLength(4);
  });

  it('puts the familiar one first where several fit alike', () => {
    const familiar = indexTerms(ecgTerms, (code) => (code === 'PACO' ? 5 : 0));
    const codes = familiar.search('of').map((term) => term.code);
    expect(familiar.search('早搏').map((term) => term.code)[0]).toBe('PACO');
    expect(codes.length).toBeLessThanOrEqual(9);
  });
});
