/** Journey step 2: dates and times of DICOM (DA, TM, DT) as ISO text and as instants. */

/** YYYY-MM-DD out of `YYYYMMDD` or the old `YYYY.MM.DD`; null when it is no date. */
export function isoDate(text: string): string | null {
  const found = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})/.exec(text.trim());
  if (found === null) return null;
  const [, year, month, day] = found;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? `${year}-${month}-${day}` : null;
}

/** `YYYY-MM-DDTHH:MM:SS` without zone, as the device wrote it; null when the date is none. */
export function isoDateTime(date: string, time: string): string | null {
  const day = isoDate(date);
  if (day === null) return null;
  const found = /^(\d{2}):?(\d{2})?:?(\d{2})?(\.\d{1,6})?/.exec(time.trim());
  const [, hours = '00', minutes = '00', seconds = '00', fraction = ''] = found ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return `${day}T00:00:00`;
  return `${day}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}`;
}

/** Minutes east of UTC out of `+0800`; null when it is no offset. */
export function utcOffsetMinutes(text: string): number | null {
  const found = /^([+-])(\d{2})(\d{2})$/.exec(text.trim());
  if (found === null) return null;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** Milliseconds since 1970 of a device's local time at an offset; null when there is none. */
export function instantOf(local: string | null, offsetMinutes: number): number | null {
  if (local === null) return null;
  const instant = Date.parse(`${local.replace(/:60/, ':59')}Z`) - offsetMinutes * 60_000;
  return Number.isFinite(instant) && instant >= 0 ? instant : null;
}
