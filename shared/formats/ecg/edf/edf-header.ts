/** Journey step 2: the header of EDF, EDF+ and BDF: how many signals, how scaled, how many records of which length. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { asciiField, fixedText } from '../fixed-text.ts';

export interface EdfSignal {
  readonly label: string;
  readonly dimension: string;
  readonly physical: readonly [min: number, max: number];
  readonly digital: readonly [min: number, max: number];
  readonly prefilter: string;
  readonly samplesPerRecord: number;
  /** Bytes from the start of a record to this signal. */
  readonly offset: number;
  readonly isAnnotations: boolean;
}

export interface EdfHeader {
  readonly format: 'edf' | 'bdf';
  readonly bytesPerSample: 2 | 3;
  readonly patient: string;
  readonly recording: string;
  readonly startDate: string;
  readonly startTime: string;
  /** True for EDF+D and BDF+D: records do not follow one another in time. */
  readonly discontinuous: boolean;
  readonly plus: boolean;
  readonly headerBytes: number;
  /** −1 in a recording that was never closed. */
  readonly declaredRecords: number;
  readonly recordSeconds: number;
  readonly recordBytes: number;
  readonly signals: readonly EdfSignal[];
}

const mostSignals = 4096;
/** No record of any device is longer; EDF itself advises 61,440 bytes. */
const mostRecordBytes = 1024 * 1024 * 1024;

/** Reads the header; fails with `waveform-invalid` naming the field, or with `file-damaged` when it is cut. */
export function readEdfHeader(bytes: Uint8Array, warnings: Set<string>): Result<EdfHeader> {
  const format = bytes[0] === 0xff ? 'bdf' : 'edf';
  const bytesPerSample = format === 'bdf' ? 3 : 2;
  if (bytes.length < 256) return damaged('header');
  const count = wholeNumber(asciiField(bytes, 252, 4));
  if (count === null || count < 1 || count > mostSignals) return invalid('ns', asciiField(bytes, 252, 4));
  if (bytes.length < 256 * (count + 1)) return damaged('header');
  const headerBytes = wholeNumber(asciiField(bytes, 184, 8));
  if (headerBytes !== 256 * (count + 1)) return invalid('header bytes', asciiField(bytes, 184, 8));
  const declaredRecords = wholeNumber(asciiField(bytes, 236, 8));
  if (declaredRecords === null || declaredRecords < -1) return invalid('records', asciiField(bytes, 236, 8));
  const recordSeconds = decimal(asciiField(bytes, 244, 8));
  if (recordSeconds === null || recordSeconds < 0 || recordSeconds > 86_400 * 366)
    return invalid('record duration', asciiField(bytes, 244, 8));
  const signals: EdfSignal[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const signal = readSignal(bytes, index, count, offset, warnings);
    if (!signal.ok) return signal;
    signals.push(signal.value);
    offset += signal.value.samplesPerRecord * bytesPerSample;
    if (offset > mostRecordBytes) return invalid('record length', String(offset));
  }
  const reserved = asciiField(bytes, 192, 44);
  return ok({
    format,
    bytesPerSample,
    patient: fixedText(bytes, 8, 80, warnings),
    recording: fixedText(bytes, 88, 80, warnings),
    startDate: asciiField(bytes, 168, 8),
    startTime: asciiField(bytes, 176, 8),
    discontinuous: /^[EB]DF\+D/.test(reserved),
    plus: /^[EB]DF\+[CD]/.test(reserved),
    headerBytes,
    declaredRecords,
    recordSeconds,
    recordBytes: offset,
    signals,
  });
}

function readSignal(
  bytes: Uint8Array,
  index: number,
  count: number,
  offset: number,
  warnings: Set<string>,
): Result<EdfSignal> {
  // Each field is stored for all signals before the next field begins.
  let base = 256;
  const field = (width: number) => {
    const text = asciiField(bytes, base + index * width, width);
    base += count * width;
    return text;
  };
  // Devices write Chinese here as well, though EDF asks for ASCII.
  const label = fixedText(bytes, 256 + index * 16, 16, warnings);
  field(16);
  field(80);
  const dimension = field(8);
  const numbers = [field(8), field(8), field(8), field(8)].map(decimal);
  const prefilter = field(80);
  const samples = field(8);
  const samplesPerRecord = wholeNumber(samples);
  if (samplesPerRecord === null || samplesPerRecord < 0) return invalid(`samples of ${label}`, samples);
  const isAnnotations = /^(EDF|BDF) Annotations$/.test(label);
  const [physicalMin, physicalMax, digitalMin, digitalMax] = numbers;
  if (
    !isAnnotations &&
    (physicalMin == null || physicalMax == null || digitalMin == null || digitalMax == null)
  )
    return invalid(`range of ${label}`, numbers.join(' '));
  return ok({
    label,
    dimension,
    physical: [physicalMin ?? 0, physicalMax ?? 0],
    digital: [digitalMin ?? 0, digitalMax ?? 0],
    prefilter,
    samplesPerRecord,
    offset,
    isAnnotations,
  });
}

function wholeNumber(text: string): number | null {
  return /^[+-]?\d{1,10}$/.test(text) ? Number(text) : null;
}

/** Some writers put a decimal comma. */
function decimal(text: string): number | null {
  const value = /^[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d{1,3})?$/.test(text)
    ? Number(text.replace(',', '.'))
    : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function invalid(field: string, value: string) {
  return fail(failure('waveform-invalid', { detail: `${field} "${value}"` }));
}

function damaged(detail: string) {
  return fail(failure('waveform-cut', { detail }));
}
