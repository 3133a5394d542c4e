/** Journey step 2: EDF, EDF+ (continuous and not) and BDF: recordings of any length, each signal at its own rate. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformGroup } from '../../../study/waveform.ts';
import { longestFirst } from '../build-lead.ts';
import type { EcgFile, EcgReadOptions } from '../ecg-file.ts';
import {
  annotationsOf,
  buildGroups,
  countRecords,
  type FileMarks,
  stretchesOf,
  takeMarks,
} from './edf-groups.ts';
import { readEdfHeader } from './edf-header.ts';
import { edfPatient, edfRecording, edfStart } from './edf-people.ts';

/** Fails with `waveform-cut`, `waveform-invalid` or `no-waveform`. */
export function readEdf(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const read = readEdfHeader(bytes, warnings);
  if (!read.ok) return read;
  const header = read.value;
  const signals = header.signals.filter((signal) => !signal.isAnnotations && signal.samplesPerRecord > 0);
  const records = countRecords(bytes.length, header, warnings);
  if (signals.length === 0 || records === 0) return fail(failure('no-waveform', {}, options.language));
  if (header.recordSeconds === 0)
    return fail(failure('waveform-invalid', { detail: 'record duration 0' }, options.language));
  const marks: FileMarks = { onsets: [], texts: [] };
  takeMarks(bytes, header.headerBytes, header, records, marks, warnings);
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
