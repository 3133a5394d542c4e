/** Journey step 2: EDF records to groups: how many there are, which follow one another, what was marked in them. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformAnnotation, WaveformGroup } from '../../../study/waveform.ts';
import { type RecordMarks, readRecordMarks, type TimedText } from './edf-annotations.ts';
import type { EdfHeader, EdfSignal } from './edf-header.ts';
import { edfChannel, edfScale, gatherSamples } from './edf-samples.ts';

/** A stretch of records that follow one another in time. */
export interface Stretch {
  readonly firstRecord: number;
  readonly records: number;
  readonly onset: number;
}

const mostMarks = 1_000_000;

/** Whole records that are in the file and belong to it. */
export function countRecords(sizeBytes: number, header: EdfHeader, warnings: Set<string>): number {
  if (header.recordBytes === 0) return 0;
  const room = sizeBytes - header.headerBytes;
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

export interface FileMarks {
  /** Onset of each record in seconds; empty when the file is no EDF+. */
  readonly onsets: number[];
  readonly texts: TimedText[];
}

/** Takes the lists of records that lie one after the other from `base` on; `marks` goes on where it was. */
export function takeMarks(
  bytes: Uint8Array,
  base: number,
  header: EdfHeader,
  records: number,
  marks: FileMarks,
  warnings: Set<string>,
): void {
  const lists = header.signals.filter((signal) => signal.isAnnotations);
  const [timekeeper] = lists;
  if (!header.plus || timekeeper === undefined) return;
  const { onsets, texts } = marks;
  for (let record = 0; record < records; record++) {
    for (const signal of lists) {
      const from = base + record * header.recordBytes + signal.offset;
      const list: RecordMarks = readRecordMarks(
        bytes.subarray(from, from + signal.samplesPerRecord * header.bytesPerSample),
        warnings,
      );
      if (texts.length < mostMarks) texts.push(...list.marks);
      if (signal === timekeeper)
        onsets.push(list.onset ?? (onsets.at(-1) ?? -header.recordSeconds) + header.recordSeconds);
    }
  }
}

export function stretchesOf(header: EdfHeader, records: number, onsets: readonly number[]): Stretch[] {
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
export function buildGroups(
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
export function annotationsOf(
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
