/** Age and sex as normal limits need them, from what a file or an order says. */
import type { AnalysisOptions } from './analysis.ts';

const yearMs = 365.2425 * 24 * 3600 * 1000;
const mostYears = 130;

/**
 * Age in years at the recording, and sex. What is unknown, neither M nor F, or impossible (born after the recording, older than
 * 130) is left out: no limits are better than wrong ones. Dates begin YYYY-MM-DD.
 */
export function personOf(
  { sex, birthDate }: { readonly sex: string; readonly birthDate: string | null },
  acquiredAt: string | null,
): Pick<AnalysisOptions, 'ageYears' | 'sex'> {
  const ageYears =
    birthDate === null || acquiredAt === null
      ? Number.NaN
      : (Date.parse(acquiredAt.slice(0, 10)) - Date.parse(birthDate.slice(0, 10))) / yearMs;
  return {
    ...(ageYears >= 0 && ageYears <= mostYears ? { ageYears } : {}),
    ...(sex === 'M' || sex === 'F' ? { sex } : {}),
  };
}
