import { expect, test } from 'vitest';
import { ecgTerms } from '#shared/report/ecg-terms/ecg-terms.ts';
import { indexTerms } from '#shared/report/ecg-terms/search-terms.ts';
import { findCandidates } from '../../../../renderer/screens/reporting/find-candidates.ts';

const index = indexTerms(ecgTerms);
const at = (text: string, language: 'zh-CN' | 'en' = 'zh-CN', caret = text.length) => {
  const found = findCandidates(text, caret, index, language);
  return found && { replaced: text.slice(found.from, found.to), codes: found.terms.map(({ code }) => code) };
};

test('short codes, pinyin initials, 汉字 and English words before the caret offer terms, eight at most', () => {
  expect(at('窦性心律。xfcd')).toMatchObject({ replaced: 'xfcd' });
  expect(at('窦性心律。xfcd')?.codes[0]).toBe('AFIB');
  expect(at('提示1avb')?.codes[0]).toBe('1AVB');
  expect(at('考虑心房颤')).toMatchObject({ replaced: '心房颤' });
  expect(at('考虑心房颤')?.codes[0]).toBe('AFIB');
  expect(at('Sinus rhythm. Atrial fib', 'en')).toMatchObject({ replaced: 'Atrial fib' });
  expect(at('see atrial fib', 'en')?.codes[0]).toBe('AFIB');
  for (const text of ['心室', 'st', 'xx', 'zs']) expect(at(text)?.codes.length ?? 0).toBeLessThanOrEqual(8);
});

test('nothing is offered for labels, inside words, after a semicolon, or for what begins no term', () => {
  for (const text of ['QRS', 'PR', 'aVR', 'V4', ';xfcd', ';xfcd', '心率', '75bpm', 'q', 'zzqq', ''])
    expect(at(text)).toBeNull();
  expect(at('xfcd', 'zh-CN', 2)).toBeNull();
});
