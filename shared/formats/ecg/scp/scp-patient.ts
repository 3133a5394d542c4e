/** Journey step 2: section 1 of SCP-ECG (EN 1064 5.4): patient, device, institution, time and filters, by tags. */

import type { Charset } from '../../dicom/charset.ts';
import { isoDate, isoDateTime } from '../../dicom/dates.ts';
import type { LeadFilters } from '../build-lead.ts';
import type { EcgDevice, EcgPatient } from '../ecg-file.ts';
import { personName } from '../person-name.ts';
import type { ScpSection } from './scp-record.ts';
import { scpCharset, scpText, scpTexts } from './scp-text.ts';

export interface ScpPatientData {
  readonly patient: EcgPatient;
  readonly device: EcgDevice;
  readonly institution: string;
  readonly acquiredAt: string | null;
  readonly filters: LeadFilters;
  readonly charset: Charset;
}

const mostTags = 4096;

/** What the tags say; a tag that runs over the end ends the list with `section-damaged`. */
export function readScpPatient(
  section: ScpSection | undefined,
  protocol: number,
  warnings: Set<string>,
): ScpPatientData {
  const tags = section === undefined ? new Map<number, Uint8Array>() : readTags(section.body, warnings);
  if (section === undefined) warnings.add('patient-missing');
  const machine = tags.get(14) ?? tags.get(15) ?? new Uint8Array(0);
  const charset = scpCharset(machine[16], protocol);
  const text = (tag: number) => scpText(tags.get(tag) ?? new Uint8Array(0), charset, warnings);
  const day = dateOf(tags.get(25));
  const time = tags.get(26);
  const sex = tags.get(8)?.[0];
  return {
    patient: {
      name: personName(text(0), text(1), text(3)),
      id: text(2),
      sex: sex === 1 ? 'M' : sex === 2 ? 'F' : 'U',
      birthDate: dateOf(tags.get(5)),
    },
    device: deviceOf(machine, charset, warnings),
    institution: text(16),
    acquiredAt:
      day === null || time === undefined
        ? day && `${day}T00:00:00`
        : isoDateTime(day, [0, 1, 2].map((part) => String(time[part] ?? 0).padStart(2, '0')).join(':')),
    filters: filtersOf(tags),
    charset,
  };
}

function readTags(bytes: Uint8Array, warnings: Set<string>): Map<number, Uint8Array> {
  const tags = new Map<number, Uint8Array>();
  for (let at = 0, count = 0; at + 3 <= bytes.length && count < mostTags; count++) {
    const tag = bytes[at] ?? 255;
    if (tag === 255) return tags;
    const length = uint16(bytes, at + 1) ?? 0;
    if (at + 3 + length > bytes.length) break;
    // Free text and drugs come more than once; of all others the first counts.
    if (!tags.has(tag)) tags.set(tag, bytes.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  warnings.add('section-damaged');
  return tags;
}

function uint16(bytes: Uint8Array | undefined, at = 0): number | null {
  const low = bytes?.[at];
  const high = bytes?.[at + 1];
  return low === undefined || high === undefined ? null : low | (high << 8);
}

function dateOf(bytes: Uint8Array | undefined): string | null {
  const year = uint16(bytes);
  if (bytes === undefined || year === null || year === 0) return null;
  const two = (at: number) => String(bytes[at] ?? 0).padStart(2, '0');
  return isoDate(`${String(year).padStart(4, '0')}${two(2)}${two(3)}`);
}

/** Tag 14 (5.4.3.1): numbers first, then five texts closed by zeros. */
function deviceOf(machine: Uint8Array, charset: Charset, warnings: Set<string>): EcgDevice {
  if (machine.length < 36) return { manufacturer: '', model: '', serial: '', software: '' };
  const [, serial = '', system = '', , manufacturer = ''] = scpTexts(machine.subarray(36), charset, warnings);
  return {
    manufacturer,
    model: scpText(machine.subarray(8, 14), charset, warnings),
    serial,
    software: system,
  };
}

/** Tags 27 (0.01 Hz), 28 (Hz) and 29 (bit 0: 60 Hz notch, bit 1: 50 Hz notch). */
function filtersOf(tags: ReadonlyMap<number, Uint8Array>): LeadFilters {
  const low = uint16(tags.get(27));
  const high = uint16(tags.get(28));
  const bits = tags.get(29)?.[0] ?? 0;
  return {
    filterLowHz: low === null || low === 0 ? null : low / 100,
    filterHighHz: high === null || high === 0 ? null : high,
    notchHz: bits & 2 ? 50 : bits & 1 ? 60 : null,
  };
}
