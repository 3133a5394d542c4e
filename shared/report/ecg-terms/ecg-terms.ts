/**
 * Journey step 8: the statement library of an ECG report. Structure and numbers follow the diagnostic statements of
 * AHA/ACC/HRS 2007 and the acronyms of SCP-ECG (EN 1064); Chinese wording is that of Chinese ECG practice.
 */
import { conductionTerms } from './conduction-terms.ts';
import { diseaseTerms } from './disease-terms.ts';
import type { EcgTerm } from './ecg-term.ts';
import { rhythmTerms } from './rhythm-terms.ts';
import { shapeTerms } from './shape-terms.ts';
import { technicalTerms } from './technical-terms.ts';

export const ecgTerms: readonly EcgTerm[] = [
  ...technicalTerms,
  ...rhythmTerms,
  ...conductionTerms,
  ...shapeTerms,
  ...diseaseTerms,
];

const byCode = new Map(ecgTerms.map((term) => [term.code, term]));

/** The term of a code; undefined for a code the library does not know. */
export function ecgTerm(code: string): EcgTerm | undefined {
  return byCode.get(code);
}
