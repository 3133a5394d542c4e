/** Journey step 7: a window of EDF, EDF+ and BDF: the records it lies in are read, and of them the samples asked for. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformGroup } from '../../../study/waveform.ts';
import { longestFirst } from '../build-lead.ts';
import {
  annotationsOf,
  buildGroups,
  countRecords,
  type FileMarks,
  type Stretch,
  stretchesOf,
  takeMarks,
} from '../edf/edf-groups.ts';
import { type EdfHeader, readEdfHeader } from '../edf/edf-header.ts';
import { edfPatient, edfRecording, edfStart } from '../edf/edf-people.ts';
import { type RangeSource, type RecordingBody, type RecordingIndex, sliceGroup } from './recording.ts';

const blockBytes = 4 * 1024 * 1024;

/**
 * Fails with `waveform-cut`, `waveform-invalid` or `no-waveform`. Only an interrupted recording (EDF+D) is passed whole, and only
 * where nobody brings the index that such a pass made.
 */
export async function openEdfRecording(
  source: RangeSource,
  options: { readonly index?: RecordingIndex },
): Promise<Result<RecordingBody>> {
  const warnings = new Set<string>();
  const start = await source.read(0, Math.min(source.size, 256));
  const count = Number.parseInt(String.fromCharCode(...start.subarray(252, 256)), 10) || 0;
  const headerBytes = Math.min(source.size, 256 * (Math.min(Math.max(count, 0), 9999) + 1));
  const found = readEdfHeader(await source.read(0, headerBytes), warnings);
  if (!found.ok) return found;
  const header = found.value;
  const signals = header.signals.filter((signal) => !signal.isAnnotations && signal.samplesPerRecord > 0);
  const records = countRecords(source.size, header, warnings);
  if (signals.length === 0 || records === 0) return fail(failure('no-waveform'));
  if (header.recordSeconds === 0) return fail(failure('waveform-invalid', { detail: 'record duration 0' }));
  const index = options.index ?? (await indexRecords(source, header, records));
  const { origin, stretches } = index;
  for (const code of index.warnings) warnings.add(code);
  if (stretches.length > 1) warnings.add('recording-interrupted');
  const places: Array<{ readonly shell: WaveformGroup; readonly stretch: Stretch }> = [];
  for (const stretch of stretches) {
    const built = buildGroups(new Uint8Array(), header, signals, { ...stretch, records: 0 }, origin);
    if (!built.ok) return built;
    for (const shell of built.value) {
      const samplesPerRecord = Math.round(shell.samplingHz * header.recordSeconds);
      places.push({ shell: { ...shell, sampleCount: samplesPerRecord * stretch.records }, stretch });
    }
  }
  const shells = longestFirst(places.map(({ shell }) => shell));
  const { accessionNumber, device } = edfRecording(header.recording);
  return ok({
    format: header.format,
    patient: edfPatient(header.patient),
    accessionNumber,
    institution: '',
    device,
    acquiredAt: edfStart(header, origin),
    warnings,
    complete: !warnings.has('waveform-short'),
    ...(header.discontinuous ? { index } : {}),
    shells,
    read: async (index, from, to) => {
      const shell = shells[index];
      const place = places.find((one) => one.shell === shell);
      if (shell === undefined || place === undefined) return fail(failure('no-waveform'));
      const samplesPerRecord = Math.round(shell.samplingHz * header.recordSeconds);
      const first = Math.floor(from / samplesPerRecord);
      const last = Math.ceil(to / samplesPerRecord);
      const { stretch } = place;
      const at = header.headerBytes + (stretch.firstRecord + first) * header.recordBytes;
      const bytes = await source.read(at, at + (last - first) * header.recordBytes);
      if (bytes.length < (last - first) * header.recordBytes)
        return fail(failure('waveform-cut', { detail: `record ${stretch.firstRecord + last}` }));
      const own = signals.filter((signal) => signal.samplesPerRecord === samplesPerRecord);
      const plan = { ...stretch, firstRecord: 0, records: last - first };
      const built = buildGroups(bytes, { ...header, headerBytes: 0 }, own, plan, origin);
      if (!built.ok) return built;
      const [group] = built.value;
      if (group === undefined) return fail(failure('no-waveform'));
      // Only the last record of a stretch is filled up; elsewhere the digital minimum is a sample.
      const whole = last === stretch.records ? group : withoutTails(group);
      const offset = shell.offsetMs === undefined ? {} : { offsetMs: shell.offsetMs };
      return ok({
        ...sliceGroup(whole, from - first * samplesPerRecord, to - first * samplesPerRecord),
        ...offset,
      });
    },
    readMarks: async (late) => {
      if (late !== undefined) return ok([]);
      const { texts } = header.discontinuous ? index : await passMarks(source, header, records, warnings);
      return ok(annotationsOf(texts, shells[0], origin));
    },
  });
}

/** The first record says when the file begins; where records do not follow one another, each must be asked. */
async function indexRecords(
  source: RangeSource,
  header: EdfHeader,
  records: number,
): Promise<RecordingIndex> {
  const warnings = new Set<string>();
  const marks = await passMarks(source, header, header.discontinuous ? records : 1, warnings);
  return {
    stretches: stretchesOf(header, records, marks.onsets),
    texts: marks.texts,
    origin: marks.onsets[0] ?? 0,
    warnings: [...warnings],
  };
}

/** The lists of the first `records` records, a few megabytes at a time. */
async function passMarks(
  source: RangeSource,
  header: EdfHeader,
  records: number,
  warnings: Set<string>,
): Promise<FileMarks> {
  const marks: FileMarks = { onsets: [], texts: [] };
  if (!header.plus || !header.signals.some((signal) => signal.isAnnotations)) return marks;
  const most = Math.max(1, Math.floor(blockBytes / header.recordBytes));
  for (let record = 0; record < records; record += most) {
    const count = Math.min(most, records - record);
    const at = header.headerBytes + record * header.recordBytes;
    takeMarks(await source.read(at, at + count * header.recordBytes), 0, header, count, marks, warnings);
  }
  return marks;
}

function withoutTails(group: WaveformGroup): WaveformGroup {
  const { otherChannels } = group;
  return {
    ...group,
    leads: group.leads.map((lead) => ({ ...lead, missing: [] })),
    ...(otherChannels && { otherChannels: otherChannels.map((one) => ({ ...one, missing: [] })) }),
  };
}
