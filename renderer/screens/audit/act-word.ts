/** The verb of a record in words; one that has none stays as it is written. */
import type { TFunction } from 'i18next';

export function actWord(t: TFunction, act: string): string {
  return t(`audit.act.${act}`, { defaultValue: act });
}
