/** Measured numbers as text: rounded as they are read aloud, a dash where nothing was measured. */
import type { Evidence } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import type { PanelWords } from '../panel-words.ts';

export const nothingMeasured = '—';

export function whole(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? nothingMeasured
    : `${String(Math.round(value)).replace('-', '−')}${unit === '°' ? '' : ' '}${unit}`;
}

/** Millivolts with sign and two decimals, as 0.1 mm at 10 mm/mV. */
export function millivolts(value: number | null | undefined): string {
  if (value === null || value === undefined) return nothingMeasured;
  const text = Math.abs(value).toFixed(2);
  return `${value < 0 && text !== '0.00' ? '−' : ''}${text}`;
}

/** `QRS 142 ms`, `ST J+60 0.21 mV (V2)`. */
export function evidenceText(fact: Evidence, words: PanelWords): string {
  const name = words.evidence[fact.name] ?? fact.name;
  const value =
    typeof fact.value === 'string'
      ? (words.leadState[fact.value as keyof PanelWords['leadState']] ?? fact.value)
      : fact.unit === 'mV' || fact.unit === '1'
        ? Number(fact.value.toFixed(2)).toString().replace('-', '−')
        : Math.round(fact.value).toString().replace('-', '−');
  const unit =
    fact.unit === '1' ? '' : fact.unit === '/min' ? words.perMinute : fact.unit === 'deg' ? '°' : fact.unit;
  const lead = fact.lead === undefined ? '' : ` (${fact.lead})`;
  return `${name} ${value}${unit === '' || unit === '°' ? unit : ` ${unit}`}${lead}`;
}

export const textIn = (text: { readonly zh: string; readonly en: string }, language: Language): string =>
  language === 'en' ? text.en : text.zh;
