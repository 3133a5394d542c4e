/** Journey step 7: a recording of any length that is read a stretch at a time: what is known of it before any sample is. */
import type { Result } from '../../../result.ts';
import type { WaveformAnnotation, WaveformGroup } from '../../../study/waveform.ts';
import type { EcgFile } from '../ecg-file.ts';
import type { TimedText } from '../edf/edf-annotations.ts';
import type { Stretch } from '../edf/edf-groups.ts';

/** Where a recording's bytes come from. The caller opens files; nothing here does. */
export interface RangeSource {
  /** Bytes of the whole file. */
  readonly size: number;
  /** The file's own name, '' when it has none. */
  readonly name: string;
  /** Bytes [from, to); fewer only when the file ends. May throw what the system throws. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
  /** Another file of the same record by its name (WFDB signals, ISHNE beats); null when it is not there. */
  readonly sibling: (name: string) => Promise<RangeSource | null>;
}

/** What is known of a group without its samples; the same order as in `Waveform.groups`. */
export interface RecordingGroup {
  readonly label: string;
  readonly samplingHz: number;
  /** Samples of each lead over the whole recording. */
  readonly sampleCount: number;
  /** Start after the start of the recording in ms; absent when the file does not say. */
  readonly offsetMs?: number;
  /** As they stand in every window of the group, those worked out from others at the end. */
  readonly leads: readonly string[];
  readonly otherChannels: readonly string[];
}

/** What only a pass over the whole file tells (EDF+D): where its stretches lie in time, and what was marked. */
export interface RecordingIndex {
  readonly stretches: readonly Stretch[];
  readonly texts: readonly TimedText[];
  /** Seconds at which the first record begins. */
  readonly origin: number;
  /** Codes of `format-warnings.ts` that the pass gave. */
  readonly warnings: readonly string[];
}

/** A file that lies beside a recording in its study. */
export interface LateMarks {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Recording
  extends Pick<EcgFile, 'format' | 'patient' | 'accessionNumber' | 'institution' | 'device' | 'complete'> {
  /** The longest group with voltages first. */
  readonly groups: readonly RecordingGroup[];
  /** ISO date and time without zone; null when absent. */
  readonly acquiredAt: string | null;
  /** Codes of `format-warnings.ts` that the headers alone give. */
  readonly warnings: ReadonlySet<string>;
  /**
   * Samples [from, to) of a group, cut to what there is: `sampleCount` is what was read, `missing` counts from the window's
   * first sample, scale and filters are the lead's. Fails with `invalid-input`, `waveform-cut`, or as the format's reader.
   */
  readonly readWindow: (group: number, from: number, to: number) => Promise<Result<WaveformGroup>>;
  /** To be given back to `openRecording` with the same bytes, which then passes them no more; absent where no pass was needed. */
  readonly index?: RecordingIndex;
  /**
   * Every mark the file keeps, at samples of `groups[0]`: the whole file may have to be passed for them. With `late` those of a
   * file that came after it instead; none where it is no annotation file of this recording.
   */
  readonly readMarks: (late?: LateMarks) => Promise<Result<readonly WaveformAnnotation[]>>;
}

/** What a format knows before it is checked and clothed by `openRecording`. */
export type RecordingBody = Omit<Recording, 'groups' | 'readWindow'> & {
  /** Groups without samples, each with the count it has in the file. */
  readonly shells: readonly WaveformGroup[];
  /** Samples [from, to), already within the group. */
  readonly read: (group: number, from: number, to: number) => Promise<Result<WaveformGroup>>;
};

/** Part [from, to) of a group; the samples stay where they are. */
export function sliceGroup(group: WaveformGroup, from: number, to: number): WaveformGroup {
  const cut = <
    Row extends WaveformGroup['leads'][number] | NonNullable<WaveformGroup['otherChannels']>[number],
  >(
    row: Row,
  ): Row => ({
    ...row,
    samples: row.samples.subarray(from, to),
    missing: row.missing
      .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from] as const)
      .filter(([start, end]) => end > start),
  });
  return {
    ...group,
    sampleCount: Math.max(0, Math.min(to, group.sampleCount) - from),
    leads: group.leads.map(cut),
    ...(group.otherChannels === undefined ? {} : { otherChannels: group.otherChannels.map(cut) }),
  };
}
