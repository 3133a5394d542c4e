/** Journey step 2: the header of an ISHNE Holter file (Badilini 1998): 522 bytes and a block of free length. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { isoDate, isoDateTime } from '../../dicom/dates.ts';
import { crc16 } from '../crc-16.ts';
import type { EcgDevice, EcgPatient } from '../ecg-file.ts';
import { fixedText } from '../fixed-text.ts';
import { personName } from '../person-name.ts';

export interface IshneLead {
  readonly code: number;
  readonly quality: number;
  /** nV per LSB. */
  readonly nanovolts: number;
}

export interface IshneHeader {
  readonly patient: EcgPatient;
  readonly device: EcgDevice;
  readonly acquiredAt: string | null;
  readonly samplingHz: number;
  readonly leads: readonly IshneLead[];
  /** As declared: of one lead, or of all leads together, writers differ. */
  readonly sampleCount: number;
  readonly dataAt: number;
}

const fixedLength = 522;

/** Fails with `waveform-cut` or `waveform-invalid`; a checksum that does not fit is `checksum-mismatch`. */
export function readIshneHeader(bytes: Uint8Array, warnings: Set<string>): Result<IshneHeader> {
  if (bytes.length < fixedLength) return fail(failure('waveform-cut', { detail: 'header' }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = (at: number) => view.getInt16(at, true);
  const variable = view.getInt32(10, true);
  const dataAt = view.getInt32(22, true);
  if (variable < 0 || dataAt < fixedLength) return invalid('offset', dataAt);
  if (dataAt > bytes.length) return fail(failure('waveform-cut', { detail: 'variable block' }));
  const end = Math.min(fixedLength + variable, bytes.length);
  if (crc16(bytes.subarray(10, end)) !== view.getUint16(8, true)) warnings.add('checksum-mismatch');
  const count = short(156);
  if (count < 1 || count > 12) return invalid('leads', count);
  const samplingHz = short(272);
  if (samplingHz < 1) return invalid('sampling rate', samplingHz);
  const sampleCount = view.getInt32(14, true);
  if (sampleCount < 1) return invalid('samples', sampleCount);
  const leads: IshneLead[] = [];
  for (let index = 0; index < count; index++) {
    const nanovolts = short(206 + index * 2);
    if (nanovolts === 0 || nanovolts === -9) return invalid(`resolution of lead ${index + 1}`, nanovolts);
    leads.push({ code: short(158 + index * 2), quality: short(182 + index * 2), nanovolts });
  }
  const sex = short(128);
  const day = dateAt(short, 138);
  const time = [150, 152, 154].map((at) => String(short(at)).padStart(2, '0'));
  return ok({
    patient: {
      name: personName(fixedText(bytes, 68, 40, warnings), fixedText(bytes, 28, 40, warnings)),
      id: fixedText(bytes, 108, 20, warnings),
      sex: sex === 1 ? 'M' : sex === 2 ? 'F' : 'U',
      birthDate: dateAt(short, 132),
    },
    device: { manufacturer: '', model: fixedText(bytes, 232, 40, warnings), serial: '', software: '' },
    acquiredAt:
      day === null ? null : isoDateTime(day, time.every((part) => /^\d\d$/.test(part)) ? time.join(':') : ''),
    samplingHz,
    leads,
    sampleCount,
    dataAt,
  });
}

/** Day, month and year as three numbers; −9 or 0 for what is not known. */
function dateAt(short: (at: number) => number, at: number): string | null {
  const [day, month, year] = [short(at), short(at + 2), short(at + 4)];
  if (day < 1 || month < 1 || year < 1000) return null;
  return isoDate(`${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`);
}

function invalid(field: string, value: number) {
  return fail(failure('waveform-invalid', { detail: `${field} ${value}` }));
}
