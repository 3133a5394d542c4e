/** Journey step 8: one coded ECG term that a report is written from. */
import type { MeasurementKey } from '../numbers/measurement-keys.ts';

export type EcgTermGroup =
  | 'overall'
  | 'technical'
  | 'sinus'
  | 'supraventricular'
  | 'ventricular'
  | 'av-conduction'
  | 'conduction'
  | 'axis-voltage'
  | 'chambers'
  | 'repolarisation'
  | 'infarction'
  | 'pacing'
  | 'clinical'
  | 'comparison';

export interface EcgTerm {
  /** SCP-ECG acronym (EN 1064) where the term has one, else an acronym of ours in its style. Never renamed. */
  readonly code: string;
  /** Number of the AHA/ACC/HRS 2007 statement it falls under (Mason et al., Circulation 115:1325); null for none. */
  readonly aha: number | null;
  readonly group: EcgTermGroup;
  readonly zh: string;
  readonly en: string;
  /** Latin short codes beside the code itself, lower case. */
  readonly keys: readonly string[];
  /** Measurements its sentence carries, where they were measured. */
  readonly numbers: readonly MeasurementKey[];
}

/** A row of a table: code, AHA number, Chinese, English, short codes and measurements separated by blanks. */
export type EcgTermRow = readonly [
  code: string,
  aha: number | null,
  zh: string,
  en: string,
  keys?: string,
  numbers?: string,
];

export function termsOf(group: EcgTermGroup, rows: readonly EcgTermRow[]): EcgTerm[] {
  return rows.map(([code, aha, zh, en, keys = '', numbers = '']) => ({
    code,
    aha,
    group,
    zh,
    en,
    keys: keys.split(' ').filter(Boolean),
    numbers: numbers.split(' ').filter(Boolean) as MeasurementKey[],
  }));
}
