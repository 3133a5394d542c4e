/** Age and sex as normal limits need them, from what a file or an order says. */
import { ageYears } from '../study/age.ts';
import type { AnalysisOptions } from './analysis.ts';

/**
 * Age in years `at` the recording (ms since 1970; null when unknown), and sex. What is unknown, neither M nor F, or impossible is
 * left out: no limits are better than wrong ones. The date begins YYYY-MM-DD.
 */
export function personOf(
  { sex, birthDate }: { readonly sex: string; readonly birthDate: string | null },
  at: number | null,
): Pick<AnalysisOptions, 'ageYears' | 'sex'> {
  const years = at === null ? null : ageYears(birthDate?.slice(0, 10) ?? null, at);
  return {
    ...(years === null ? {} : { ageYears: years }),
    ...(sex === 'M' || sex === 'F' ? { sex } : {}),
  };
}
