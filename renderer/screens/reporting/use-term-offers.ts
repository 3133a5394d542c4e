/** Journey step 8: the statement library as a field asks it, each term written out with what was measured. */
import { useCallback } from 'react';
import type { Language } from '#shared/failure.ts';
import { ecgTerms } from '#shared/report/ecg-terms/ecg-terms.ts';
import { indexTerms, type TermIndex } from '#shared/report/ecg-terms/search-terms.ts';
import { writeTerm } from '#shared/report/ecg-terms/write-term.ts';
import type { MeasuredValues } from '#shared/report/numbers/measured-values.ts';
import type { OfferedTerm } from './candidate-list.tsx';
import { findCandidates } from './find-candidates.ts';

export type TermOffers = (
  text: string,
  caret: number,
) => { readonly from: number; readonly to: number; readonly terms: readonly OfferedTerm[] };

/** Made when it is first asked for: some milliseconds of pinyin that no image reading needs. */
let index: TermIndex | null = null;

export function useTermOffers(measured: MeasuredValues, language: Language): TermOffers {
  return useCallback(
    (text, caret) => {
      index ??= indexTerms(ecgTerms);
      const found = findCandidates(text, caret, index, language);
      if (found === null) return { from: caret, to: caret, terms: [] };
      return {
        from: found.from,
        to: found.to,
        terms: found.terms.map((term) => ({ code: term.code, text: writeTerm(term, measured, language) })),
      };
    },
    [measured, language],
  );
}
