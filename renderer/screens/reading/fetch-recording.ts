/** Asks the station for parts of a long recording (journey step 7): what it is, stretches, overview, marks, analysis. */

import { failure } from '#shared/failure.ts';
import type { RecordingGroup } from '#shared/formats/ecg/read-window.ts';
import { decodeAnalysis, decodeOverview, decodeWindow } from '#shared/formats/ecg/recording/window-bytes.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { WaveformAnnotation } from '#shared/study/waveform.ts';
import { recordingUrl } from '../../station/addresses.ts';
import type { LongRecording } from '../../viewers/ecg/long/long-recording.ts';

export interface RecordingFacts {
  readonly groups: readonly RecordingGroup[];
  readonly acquiredAt: string | null;
}

/** Between two questions how far the analysis is. */
const askAgainMs = 600;

/** A file that came after the recording and lies beside it in its study. */
export interface LateFile {
  readonly sha256: string;
  readonly name: string;
}

/** The same recording with what was noted after it was taken; what is no annotation of it gives no marks. */
export function withLateMarks(
  sha256: string,
  recording: LongRecording,
  late: readonly LateFile[],
): LongRecording {
  if (late.length === 0) return recording;
  return {
    ...recording,
    marks: async (signal) => {
      const own = await recording.marks(signal);
      if (!own.ok) return own;
      const all = [...own.value];
      for (const { sha256: hash, name } of late) {
        const query = new URLSearchParams({ late: hash, name });
        const response = await fetch(`${recordingUrl(sha256)}/marks?${query}`, { signal });
        const read = (await response.json()) as Result<readonly WaveformAnnotation[]>;
        // The recording and its own marks are shown, whatever is wrong with what lies beside it.
        if (read.ok) all.push(...read.value);
      }
      return ok(all.sort((one, other) => one.sample - other.sample));
    },
  };
}

/** What the station knows of a recording without reading its samples. Fails as the station does. */
export async function fetchRecordingFacts(sha256: string): Promise<Result<RecordingFacts>> {
  const response = await fetch(recordingUrl(sha256));
  return (await response.json()) as Result<RecordingFacts>;
}

/** `facts` is of a long recording; its first group is shown. */
export function longRecordingOf(sha256: string, facts: RecordingFacts): LongRecording {
  const [group] = facts.groups;
  if (group === undefined) throw new Error('a long recording has a group');
  const url = (part: string): string => `${recordingUrl(sha256)}/${part}`;
  return {
    samplingHz: group.samplingHz,
    sampleCount: group.sampleCount,
    leads: group.leads,
    acquiredAt: facts.acquiredAt,
    offsetMs: group.offsetMs ?? 0,
    window: (from, to, signal) =>
      fetchNumbers(url(`window?group=0&from=${from}&to=${to}`), decodeWindow, signal),
    overview: ({ from, to, most }, signal) =>
      fetchNumbers(url(`overview?group=0&from=${from}&to=${to}&most=${most}`), decodeOverview, signal),
    marks: async (signal) => {
      const response = await fetch(url('marks'), { signal });
      return (await response.json()) as Result<readonly WaveformAnnotation[]>;
    },
    analysis: async (onProgress, signal) => {
      for (;;) {
        const response = await fetch(url('analysis?group=0'), { signal });
        if (response.status !== 202) return numbersOf(response, decodeAnalysis);
        const { value } = (await response.json()) as { value: { done: number } };
        onProgress(value.done);
        await new Promise((resolve) => setTimeout(resolve, askAgainMs));
      }
    },
  };
}

async function fetchNumbers<Value>(
  url: string,
  decode: (bytes: Uint8Array) => Result<Value>,
  signal: AbortSignal,
): Promise<Result<Value>> {
  return numbersOf(await fetch(url, { signal }), decode);
}

async function numbersOf<Value>(
  response: Response,
  decode: (bytes: Uint8Array) => Result<Value>,
): Promise<Result<Value>> {
  if (response.ok) return decode(new Uint8Array(await response.arrayBuffer()));
  const answer = (await response.json()) as Result<never>;
  return answer.ok ? fail(failure('internal', { detail: `HTTP ${response.status}` })) : answer;
}
