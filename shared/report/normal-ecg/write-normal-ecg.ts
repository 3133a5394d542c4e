/** Journey step 8: the report of a normal ECG, every number in it bound to its measurement. */
import type { Language } from '../../failure.ts';
import type { MeasuredValues } from '../numbers/measured-values.ts';
import { writeNumber } from '../numbers/write-number.ts';

export function writeNormalEcg(
  measured: MeasuredValues,
  language: Language,
): { readonly findings: string; readonly impression: string } {
  const chinese = language === 'zh-CN';
  const number = (key: string): string[] => {
    const value = measured[key];
    return value === undefined || value === null ? [] : [writeNumber(key, value, language)];
  };
  const join = (parts: readonly string[]): string => parts.join(chinese ? ',' : ', ');
  const stop = chinese ? '。' : '.';
  const intervals = ['pr', 'qrs', 'qt', 'qtcBazett', 'qtcFridericia', 'axisQrs'].flatMap(number);
  const rhythm = chinese ? '窦性心律' : 'Sinus rhythm';
  return {
    findings: [
      join([rhythm, ...number('hr')]) + stop,
      join(intervals) + stop,
      chinese
        ? 'P波、QRS波群形态正常,ST段无偏移,T波无异常。'
        : 'P waves and QRS complexes are normal in shape; no ST deviation, no T wave abnormality.',
    ].join('\n'),
    impression: chinese ? '窦性心律\n正常心电图' : 'Sinus rhythm\nNormal ECG',
  };
}
