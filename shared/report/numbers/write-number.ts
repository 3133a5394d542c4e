/** Journey step 8: how a measurement stands in the text of a report, label first, so that it can be found again. */
import type { Language } from '../../failure.ts';
import { decimalsOf, unitOf } from './measured-values.ts';
import { caliperOf, isGlobalKey, measurementNames } from './measurement-keys.ts';

/** `PR间期 161 ms`, `心率 75 次/分`, `rate 75 bpm`, `V2导联ST J+60 0.21 mV`. */
export function writeNumber(
  key: string,
  value: number,
  language: Language,
  label = labelOf(key, language),
): string {
  const unit = unitIn(key, language);
  const number = value.toFixed(decimalsOf(key)).replace(/^-(0(?:\.0+)?)$/, '$1');
  return `${label} ${number}${unit === '°' ? '°' : ` ${unit}`}`;
}

export function unitIn(key: string, language: Language): string {
  const unit = unitOf(key);
  return unit === 'bpm' && language === 'zh-CN' ? '次/分' : unit;
}

/** The words before the number. */
export function labelOf(key: string, language: Language): string {
  const chinese = language === 'zh-CN';
  if (isGlobalKey(key)) return measurementNames[key][chinese ? 'zh' : 'en'];
  const caliper = caliperOf(key);
  if (caliper !== null) return `Δ${caliper.part === 't' ? 't' : 'V'}${caliper.id}`;
  const [, lead = '', at = ''] = key.split(':');
  const point = at === 'j' ? 'J' : `J+${at.slice(1)}`;
  return `${lead}${chinese ? '导联' : ' '}ST ${point}`;
}
