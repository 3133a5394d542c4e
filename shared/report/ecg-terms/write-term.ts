/** Journey step 8: a term as it is written into a report, with the numbers that were measured for it. */
import type { Language } from '../../failure.ts';
import type { MeasuredValues } from '../numbers/measured-values.ts';
import { writeNumber } from '../numbers/write-number.ts';
import type { EcgTerm } from './ecg-term.ts';

/** `心房颤动,心室率 88 次/分`; what was not measured is left out. */
export function writeTerm(term: EcgTerm, measured: MeasuredValues, language: Language): string {
  const chinese = language === 'zh-CN';
  const numbers = term.numbers.flatMap((key) => {
    const value = measured[key];
    if (value === undefined || value === null) return [];
    const ventricular = key === 'hr' && term.group !== 'sinus';
    const label = ventricular ? (chinese ? '心室率' : 'ventricular rate') : undefined;
    return [writeNumber(key, value, language, label)];
  });
  return [chinese ? term.zh : term.en, ...numbers].join(chinese ? ',' : ', ');
}
