/** Journey step 2: EDF, EDF+ (continuous and not) and BDF: recordings of any length, each signal at its own rate. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformAnnotation, WaveformGroup } from '../../../study/waveform.ts';
import { longestFirst } from '../build-lead.ts';
import type { EcgFile, EcgReadOptions } from '../ecg-file.ts';
import { type RecordMarks, readRecordMarks, type TimedText } from './edf-annotations.ts';
import { type EdfHeader, type EdfSignal, readEdfHeader } from './edf-header.ts';
import { edfPatient, edfRecording, edfStart } from './edf-people.ts';
import { edfChannel, edfScale, gatherSamples } from './edf-samples.ts';

/** A stretch of records that follow one another in time. */
interface Stretch {
  readonly firstRecord: number;
  readonly records: number;
  readonly onset: number;
}

const mostMarks = 1_000_000;

/** Fails with `waveform-cut`, `waveform-invalid` or `no-waveform`. */
export function readEdf(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const read = readEdfHeader(bytes, warnings);
  if (!read.ok) return read;
  const header = read.value;
  const signals = header.signals.filter((signal) => !signal.isAnnotations && signal.samplesPerRecord > 0);
  const records = countRecords(bytes, header, warnings);
  if (signals.length === 0 || records === 0) return fail(failure('no-waveform', {}, options.language));
  if (header.recordSeconds === 0)
    return fail(failure('waveform-invalid', { detail: 'record duration 0' }, options.language));
  const marks = readMarks(bytes, header, records, warnings);
  const stretches = stretchesOf(header, records, marks.onsets);
  if (stretches.length > 1) warnings.add('recording-interrupted');
  const groups: WaveformGroup[] = [];
  for (const stretch of stretches) {
    const built = buildGroups(bytes, header, signals, stretch, stretches[0]?.onset ?? 0);
    if (!built.ok) return built;
    groups.push(...built.value);
  }
  const ordered = longestFirst(groups);
  const { accessionNumber, device } = edfRecording(header.recording);
  const begins = marks.onsets[0] ?? 0;
  return ok({
    format: header.format,
    patient: edfPatient(header.patient),
    accessionNumber,
    institution: '',
    device,
    waveform: {
      groups: ordered,
      statements: [],
      measurements: [],
      acquiredAt: edfStart(header, begins),
      annotations: annotationsOf(marks.texts, ordered[0], begins),
    },
    warnings,
    complete: !warnings.has('waveform-short'),
  });
}

/** Whole records that are in the file and belong to it. */
function countRecords(bytes: Uint8Array, header: EdfHeader, warnings: Set<string>): number {
  if (header.recordBytes === 0) return 0;
  const room = bytes.length - header.headerBytes;
  const held = Math.floor(room / header.recordBytes);
  if (header.declaredRecords === -1) {
    warnings.add('recording-not-closed');
    if (held * header.recordBytes < room) warnings.add('waveform-short');
    return held;
  }
  if (held < header.declaredRecords) warnings.add('waveform-short');
  if (room > header.declaredRecords * header.recordBytes) warnings.add('trailing-bytes');
  return Math.min(held, header.declaredRecords);
}

interface FileMarks {
  /** Onset of each record in seconds; empty when the file is no EDF+. */
  readonly onsets: readonly number[];
  readonly texts: readonly TimedText[];
}

function readMarks(bytes: Uint8Array, header: EdfHeader, records: number, warnings: Set<string>): FileMarks {
  const lists = header.signals.filter((signal) => signal.isAnnotations);
  const [timekeeper] = lists;
  if (!header.plus || timekeeper === undefined) return { onsets: [], texts: [] };
  const onsets: number[] = [];
  const texts: TimedText[] = [];
  for (let record = 0; record < records; record++) {
    const base = header.headerBytes + record * header.recordBytes;
    for (const signal of lists) {
      const from = base + signal.offset;
      const list: RecordMarks = readRecordMarks(
        bytes.subarray(from, from + signal.samplesPerRecord * header.bytesPerSample),
        warnings,
      );
      if (texts.length < mostMarks) texts.push(...list.marks);
      if (signal === timekeeper)
        onsets.push(list.onset ?? (onsets.at(-1) ?? -header.recordSeconds) + header.recordSeconds);
    }
  }
  return { onsets, texts };
}

function stretchesOf(header: EdfHeader, records: number, onsets: readonly number[]): Stretch[] {
  if (!header.discontinuous) return [{ firstRecord: 0, records, onset: onsets[0] ?? 0 }];
  const stretches: Stretch[] = [];
  let first = 0;
  const tolerance = header.recordSeconds * 1e-3;
  for (let record = 1; record <= records; record++) {
    const expected = (onsets[first] ?? 0) + (record - first) * header.recordSeconds;
    if (record < records && Math.abs((onsets[record] ?? expected) - expected) <= tolerance) continue;
    stretches.push({ firstRecord: first, records: record - first, onset: onsets[first] ?? 0 });
    first = record;
  }
  return stretches;
}

/** One group for each sampling rate. */
function buildGroups(
  bytes: Uint8Array,
  header: EdfHeader,
  signals: readonly EdfSignal[],
  stretch: Stretch,
  origin: number,
): Result<WaveformGroup[]> {
  const rates = [...new Set(signals.map((signal) => signal.samplesPerRecord))];
  const groups: WaveformGroup[] = [];
  for (const samplesPerRecord of rates) {
    const leads: WaveformGroup['leads'][number][] = [];
    const others: NonNullable<WaveformGroup['otherChannels']>[number][] = [];
    for (const [index, signal] of signals.entries()) {
      if (signal.samplesPerRecord !== samplesPerRecord) continue;
      const scale = edfScale(signal);
      if (scale === null) {
        const detail = `${signal.label}: ${signal.physical.join('…')} / ${signal.digital.join('…')}`;
        return fail(failure('waveform-invalid', { detail }));
      }
      const channel = edfChannel(signal, scale, gatherSamples(bytes, header, signal, stretch), [], index);
      if (channel.kind === 'lead') leads.push(channel.lead);
      else others.push(channel.channel);
    }
    groups.push({
      label: 'RHYTHM',
      samplingHz: samplesPerRecord / header.recordSeconds,
      sampleCount: samplesPerRecord * stretch.records,
      leads,
      ...(others.length === 0 ? {} : { otherChannels: others }),
      ...(header.discontinuous ? { offsetMs: Math.round((stretch.onset - origin) * 1000) } : {}),
    });
  }
  return ok(groups);
}

/** Marks of the stretch that is shown; those of other stretches would stand at the wrong place. */
function annotationsOf(
  texts: readonly TimedText[],
  group: WaveformGroup | undefined,
  begins: number,
): WaveformAnnotation[] {
  if (group === undefined) return [];
  const origin = begins + (group.offsetMs ?? 0) / 1000;
  return texts
    .map(({ onset, text }) => ({ sample: Math.round((onset - origin) * group.samplingHz), code: '', text }))
    .filter(({ sample }) => sample >= 0 && sample < group.sampleCount)
    .sort((one, other) => one.sample - other.sample);
}
