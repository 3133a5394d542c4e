/** Journey step 2: the header of a WFDB record (header(5) of the WFDB applications guide): lines of text beside the signals. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { decodeText, defaultCharset } from '../../dicom/charset.ts';
import { isoDate, isoDateTime } from '../../dicom/dates.ts';

export interface WfdbSignal {
  /** `~` when the segment has nothing of this signal. */
  readonly file: string;
  readonly format: number;
  readonly samplesPerFrame: number;
  /** Samples by which the signal runs behind the others in the file. */
  readonly skew: number;
  readonly byteOffset: number;
  /** LSB per unit; 0 when the record was never calibrated. */
  readonly gain: number;
  readonly baseline: number;
  readonly units: string;
  readonly initialValue: number | null;
  readonly checksum: number | null;
  readonly description: string;
}

export interface WfdbHeader {
  readonly record: string;
  readonly framesPerSecond: number;
  /** Null when the header leaves it open: the length of the signal file tells. */
  readonly frames: number | null;
  readonly startedAt: string | null;
  readonly signals: readonly WfdbSignal[];
  /** Null for a record of one piece. */
  readonly segments: ReadonlyArray<{ readonly record: string; readonly frames: number }> | null;
  readonly comments: readonly string[];
}

const mostSignals = 1024;
const mostSegments = 100_000;
const mostHeaderBytes = 4 * 1024 * 1024;
/** Ten years at 1000 Hz; beyond it the number is damage. */
const mostFrames = 3.2e11;

const recordLine =
  /^(\S+?)(?:\/(\d+))?\s+(\d+)(?:\s+([\d.]+(?:[eE][+-]?\d+)?)(?:\/\S*)?(?:\s+(\d+)(?:\s+([\d:.]+)(?:\s+([\d/]+))?)?)?)?\s*$/;

/** Fails with `waveform-invalid` naming the line. */
export function readWfdbHeader(bytes: Uint8Array, warnings: Set<string>): Result<WfdbHeader> {
  if (bytes.length > mostHeaderBytes) return invalid('header', `${bytes.length} bytes`);
  const lines = decodeText(bytes, defaultCharset, warnings).split(/\r?\n/);
  const comments = lines
    .filter((line) => /^\s*#/.test(line))
    .map((line) => line.replace(/^\s*#\s?/, '').trim());
  const told = lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const found = recordLine.exec(told[0]?.trim() ?? '');
  if (found === null) return invalid('record line', told[0] ?? '');
  const [, record = '', segmentCount, signalCount = '', rate = '250', frames, time = '', date = ''] = found;
  const framesPerSecond = Number(rate);
  if (!(framesPerSecond > 0 && framesPerSecond <= 1e6)) return invalid('sampling frequency', rate);
  if (Number(signalCount) > mostSignals) return invalid('signals', signalCount);
  if (Number(frames ?? 0) > mostFrames) return invalid('samples', frames ?? '');
  const rest = told.slice(1);
  const head = {
    record,
    framesPerSecond,
    frames: frames === undefined || Number(frames) === 0 ? null : Number(frames),
    startedAt: startOf(date, time),
    comments,
  };
  if (segmentCount !== undefined) return withSegments(head, Number(segmentCount), rest);
  const signals: WfdbSignal[] = [];
  for (let index = 0; index < Number(signalCount); index++) {
    const signal = readSignalLine(rest[index] ?? '', record, index);
    if (!signal.ok) return signal;
    signals.push(signal.value);
  }
  return ok({ ...head, signals, segments: null });
}

function withSegments(
  head: Omit<WfdbHeader, 'signals' | 'segments'>,
  count: number,
  lines: readonly string[],
): Result<WfdbHeader> {
  if (count < 1 || count > mostSegments) return invalid('segments', String(count));
  const segments: Array<{ record: string; frames: number }> = [];
  for (let index = 0; index < count; index++) {
    const found = /^(\S+)\s+(\d{1,12})\s*$/.exec(lines[index]?.trim() ?? '');
    if (found === null) return invalid('segment line', lines[index] ?? '');
    segments.push({ record: found[1] ?? '', frames: Number(found[2]) });
  }
  return ok({ ...head, signals: [], segments });
}

const formatField = /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/;
const gainField = /^([-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:\((-?\d+)\))?(?:\/(\S+))?$/;

/** `file format gain adcres adczero initial checksum blocksize description`; from the gain on all may be left out. */
function readSignalLine(line: string, record: string, index: number): Result<WfdbSignal> {
  const [file = '', format = '', ...fields] = line.trim().split(/\s+/);
  const stored = formatField.exec(format);
  if (stored === null) return invalid('signal line', line);
  const gain = gainField.exec(fields[0] ?? '0');
  if (gain === null) return invalid('gain', fields[0] ?? '');
  const samplesPerFrame = Number(stored[2] ?? 1);
  const byteOffset = Number(stored[4] ?? 0);
  const skew = Number(stored[3] ?? 0);
  const per = Number(gain[1]);
  if (
    samplesPerFrame < 1 ||
    samplesPerFrame > 10_000 ||
    byteOffset > 2 ** 40 ||
    skew > 1e9 ||
    !Number.isFinite(per)
  )
    return invalid('signal line', line);
  const number = (at: number) => (/^-?\d{1,10}$/.test(fields[at] ?? '') ? Number(fields[at]) : null);
  const zero = number(2) ?? 0;
  return ok({
    file,
    format: Number(stored[1]),
    samplesPerFrame,
    skew,
    byteOffset,
    gain: per,
    baseline: gain[2] === undefined ? zero : Number(gain[2]),
    units: gain[3] ?? 'mV',
    initialValue: number(3),
    checksum: number(4),
    description: fields.slice(6).join(' ') || `record ${record}, signal ${index}`,
  });
}

function startOf(date: string, time: string): string | null {
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date);
  if (day === null) return null;
  const [, dd = '', mm = '', year = ''] = day;
  const two = (text: string) => text.padStart(2, '0');
  const clock = time.split(':').map((part) => (/^\d$/.test(part.split('.')[0] ?? '') ? `0${part}` : part));
  while (clock.length < 3) clock.unshift('00');
  const iso = isoDate(`${year}${two(mm)}${two(dd)}`);
  return iso === null ? null : isoDateTime(iso, clock.join(':'));
}

export function invalid(field: string, value: string) {
  return fail(failure('waveform-invalid', { detail: `${field} "${value.slice(0, 80)}"` }));
}
