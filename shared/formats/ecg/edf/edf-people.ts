/** Journey step 2: who, where and when in the two text fields of EDF; EDF+ gives them an order, EDF leaves them free. */
import { isoDate, isoDateTime } from '../../dicom/dates.ts';
import { type EcgDevice, type EcgPatient, sexOf } from '../ecg-file.ts';
import { localDate } from '../written-dates.ts';
import type { EdfHeader } from './edf-header.ts';

/** `code sex birthdate name`, X for what is not known; a free text is the name. */
export function edfPatient(text: string): EcgPatient {
  const [code = '', sex = '', birth = '', name = ''] = text.split(/ +/);
  const ordered = /^[MFX]$/i.test(sex) && (/^X$/i.test(birth) || localDate(birth) !== null);
  if (!ordered) return { name: known(text), id: '', sex: 'U', birthDate: null };
  return { name: known(name), id: known(code), sex: sexOf(sex), birthDate: localDate(birth) };
}

/** `Startdate dd-MMM-yyyy code technician equipment`. */
export function edfRecording(text: string): { accessionNumber: string; device: EcgDevice } {
  const [, , code = '', , equipment = ''] = /^Startdate /i.test(text) ? text.split(/ +/) : [];
  return {
    accessionNumber: known(code),
    device: { manufacturer: '', model: known(equipment), serial: '', software: '' },
  };
}

/** Local time of the start; `fraction` is what the first record adds to the second. Null for a clock that was not set. */
export function edfStart(header: EdfHeader, fraction: number): string | null {
  const found = /^(\d\d)\.(\d\d)\.(\d\d)$/.exec(header.startDate);
  const time = header.startTime.replaceAll('.', ':');
  const written = /^Startdate +(\S+)/i.exec(header.recording)?.[1] ?? '';
  const whole = localDate(written);
  if (found === null) return null;
  const [, day = '', month = '', year = ''] = found;
  // 01.01.85 is what EDF+ prescribes for an unknown date (2.1.3.3).
  if (whole === null && header.startDate === '01.01.85') return null;
  const century = Number(year) >= 85 ? '19' : '20';
  const date = whole ?? isoDate(`${century}${year}${month}${day}`);
  if (date === null) return null;
  const part = fraction > 0 && fraction < 1 ? fraction.toFixed(3).slice(1) : '';
  return isoDateTime(date, `${time}${part === '.000' ? '' : part}`);
}

/** EDF+ writes blanks as underscores and the unknown as X. */
function known(text: string): string {
  return /^X(?: X)*$/i.test(text) ? '' : text.replaceAll('_', ' ').trim();
}
