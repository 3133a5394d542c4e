/**
 * Journey step 7: a window [from, to) of a recording of any length and any format, without holding or decoding the whole:
 * a day of Holter opens in the time its header takes, and each stretch costs the bytes it lies in.
 *
 *   const opened = await openRecording(source);                 // header only
 *   const { groups, readWindow } = opened.value;                // groups[0]: samplingHz, sampleCount, leads
 *   const window = await readWindow(0, from, to);               // a WaveformGroup of to − from samples
 *   const overview = await buildOverview(opened.value, 0);      // recording/overview.ts: least and greatest, in levels
 *
 * Over the station's door: GET /recordings/SHA256, …/window?group=0&from=0&to=5000, …/overview?group=0&from=0&to=N&most=2000,
 * …/marks; `decodeWindow` and `decodeOverview` of recording/window-bytes.ts read the answers.
 */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { FormatName } from '../../study/format.ts';
import type { WaveformGroup } from '../../study/waveform.ts';
import { recogniseFormat, recognitionBytes } from '../recognise.ts';
import { unwrapBundle } from './bundle/bundle-source.ts';
import { withDerivedLeads } from './derive-leads.ts';
import type { EcgReadOptions } from './ecg-file.ts';
import { openDicomRecording } from './recording/dicom-recording.ts';
import { openEdfRecording } from './recording/edf-recording.ts';
import { openIshneRecording } from './recording/ishne-recording.ts';
import type { RangeSource, Recording, RecordingBody, RecordingIndex } from './recording/recording.ts';
import { openWfdbRecording } from './recording/wfdb-recording.ts';
import { openWholeRecording } from './recording/whole-recording.ts';

export type { RangeSource, Recording, RecordingGroup, RecordingIndex } from './recording/recording.ts';

type RecordingOptions = Omit<EcgReadOptions, 'sibling' | 'fileName'> & {
  /** What an earlier opening of the same bytes found. */
  readonly index?: RecordingIndex;
};
export type OpenBody = (source: RangeSource, options: RecordingOptions) => Promise<Result<RecordingBody>>;

/** The formats that can be long; all others are resting ECGs, read whole. */
const openers: Readonly<Partial<Record<FormatName, OpenBody>>> = {
  dicom: openDicomRecording,
  edf: openEdfRecording,
  bdf: openEdfRecording,
  ishne: openIshneRecording,
  wfdb: openWfdbRecording,
};

/** Ten seconds of ECG written as text take a hundredth of this; half a gigabyte of XML is no ECG and is not taken apart. */
export const mostRestingBytes = 64 * 1024 * 1024;

/** Values of all leads together in one window: four minutes of twelve leads at 1000 Hz are 3 million. */
export const mostWindowValues = 16_000_000;

/**
 * Opens the recording in `source`. Fails as `readEcgFile` does; a read that throws is `waveform-cut`. What stands in no header
 * (checksums over all samples) is not proved here: `readEcgFile` does that at intake.
 */
export async function openRecording(
  source: RangeSource,
  options: RecordingOptions = {},
): Promise<Result<Recording>> {
  if (source.size === 0) return fail(failure('file-empty', {}, options.language));
  try {
    const start = await source.read(0, Math.min(source.size, recognitionBytes));
    const format = recogniseFormat(start, start.length === source.size);
    if (format === null) return fail(failure('format-unknown', {}, options.language));
    if (openers[format] === undefined && source.size > mostRestingBytes)
      return fail(
        failure('file-too-large', { size: source.size, limit: mostRestingBytes }, options.language),
      );
    const opened = await (openers[format] ?? openWholeRecording)(await unwrapBundle(source, start), options);
    return opened.ok ? ok(clothe(opened.value)) : opened;
  } catch (error) {
    return fail(cut(error));
  }
}

function clothe({ shells, read, ...known }: RecordingBody): Recording {
  return {
    ...known,
    groups: shells.map((shell) => {
      const { leads, otherChannels = [] } = derived({ ...shell, sampleCount: 0 });
      return {
        label: shell.label,
        samplingHz: shell.samplingHz,
        sampleCount: shell.sampleCount,
        ...(shell.offsetMs === undefined ? {} : { offsetMs: shell.offsetMs }),
        leads: leads.map(({ name }) => name),
        otherChannels: otherChannels.map(({ name }) => name),
      };
    }),
    readWindow: async (group, from, to) => {
      const shell = shells[group];
      const end = Math.min(to, shell?.sampleCount ?? 0);
      const rows = (shell?.leads.length ?? 0) + (shell?.otherChannels?.length ?? 0);
      const detail = `group ${group}, samples ${from} to ${to}`;
      if (shell === undefined || !Number.isInteger(from) || !Number.isInteger(end) || from < 0 || end < from)
        return fail(failure('invalid-input', { detail }));
      if ((end - from) * rows > mostWindowValues) return fail(failure('invalid-input', { detail }));
      if (end === from) return ok(derived({ ...shell, sampleCount: 0 }));
      try {
        const window = await read(group, from, end);
        return window.ok ? ok(derived(window.value)) : window;
      } catch (error) {
        return fail(cut(error));
      }
    },
  };
}

const derived = (group: WaveformGroup): WaveformGroup =>
  withDerivedLeads({ groups: [group], statements: [], measurements: [], acquiredAt: null }).groups[0] ??
  group;

function cut(error: unknown) {
  return failure('waveform-cut', { detail: error instanceof Error ? error.message : String(error) });
}
