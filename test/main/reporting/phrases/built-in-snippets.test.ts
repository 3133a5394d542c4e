import { describe, expect, it } from 'vitest';
import { snippetSchema } from '#shared/contract/reporting.ts';
import { ecgTerms } from '#shared/report/ecg-terms/ecg-terms.ts';
import { builtInSnippets } from '../../../../main/reporting/phrases/built-in-snippets.ts';

const textOf = (abbreviation: string): string | undefined =>
  builtInSnippets.find((snippet) => snippet.kind === 'ecg' && snippet.abbreviation === abbreviation)?.text;

describe('the snippets every reader starts with', () => {
  it('writes an ECG term by its code, short code or pinyin initials, and keeps the ones of before', () => {
    for (const typed of ['fd', 'fdcd', 'xfcd', 'af', 'afib']) expect(textOf(typed), typed).toBe('心房颤动');
    expect(textOf('sttg')).toBe('ST-T改变,请结合临床');
    expect(textOf('lbbb')).toBe('完全性左束支传导阻滞');
    expect(builtInSnippets.find(({ abbreviation }) => abbreviation === 'wj')?.kind).toBe('imaging');
  });

  it('reaches every term, with one meaning for the same letters, in the shape of the contract', () => {
    const texts = new Set(builtInSnippets.map((snippet) => snippet.text));
    expect(ecgTerms.filter((term) => !texts.has(term.zh))).toEqual([]);
    expect(new Set(builtInSnippets.map((one) => one.snippetId)).size).toBe(builtInSnippets.length);
    const ecg = builtInSnippets.filter((one) => one.kind !== 'imaging').map((one) => one.abbreviation);
    expect(new Set(ecg).size).toBe(ecg.length);
    for (const snippet of builtInSnippets) {
      expect(snippetSchema.safeParse(snippet).success).toBe(true);
      expect(snippet.abbreviation).toMatch(/^[a-z0-9]+$/);
    }
  });
});
