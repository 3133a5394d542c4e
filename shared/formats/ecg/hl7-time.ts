/** Journey step 2: times of HL7 version 3 (TS: YYYYMMDDHHMMSS.mmm+ZZZZ) and physical quantities of time. */
import { isoDateTime } from '../dicom/dates.ts';

/** ISO text without zone, as the device wrote it; null when it is no time. */
export function hl7DateTime(text: string): string | null {
  const found = /^(\d{8})(\d{0,6}(?:\.\d{1,6})?)/.exec(text.trim());
  return found === null ? null : isoDateTime(found[1] ?? '', found[2] ?? '');
}

/** Milliseconds on the device's own clock, for differences within one file; null when it is no time. */
export function hl7Milliseconds(text: string): number | null {
  const iso = hl7DateTime(text);
  if (iso === null) return null;
  const instant = Date.parse(`${iso}Z`);
  return Number.isFinite(instant) ? instant : null;
}

const milliseconds: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, min: 60_000 };

/** Milliseconds in a quantity of time; null when the unit is none of time. */
export function quantityMilliseconds(value: number, unit: string): number | null {
  const factor = milliseconds[unit.trim() === '' ? 's' : unit.trim()];
  return factor === undefined ? null : value * factor;
}
