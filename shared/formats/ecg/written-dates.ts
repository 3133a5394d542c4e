/** Journey step 2: dates as the XML dialects write them (YYYY-MM-DD, YYYYMMDD, MM-DD-YYYY, DD-MMM-YYYY) to ISO text. */
import { isoDate, isoDateTime } from '../dicom/dates.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** YYYY-MM-DD; null when it is no date, or one that is only a placeholder (1970-01-01 of a cart without a clock is kept). */
export function localDate(text: string): string | null {
  const written = text.trim();
  const american = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(written);
  if (american !== null) {
    const [, month = '', day = '', year = ''] = american;
    return isoDate(`${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`);
  }
  const named = /^(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{4})$/.exec(written);
  if (named !== null) {
    const [, day = '', word = '', year = ''] = named;
    const month = months.indexOf(word.toLowerCase()) + 1;
    return month === 0 ? null : isoDate(`${year}${String(month).padStart(2, '0')}${day.padStart(2, '0')}`);
  }
  return isoDate(written.replaceAll('/', '-'));
}

/** `YYYY-MM-DDTHH:MM:SS` without zone; null when the date is none. */
export function localDateTime(date: string, time: string): string | null {
  const day = localDate(date);
  return day === null ? null : isoDateTime(day, time);
}
