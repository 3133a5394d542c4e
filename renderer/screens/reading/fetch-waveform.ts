/** Fetches an ECG's bytes and reads the waveform in the window's sandbox (journey steps 6 and 7); of a long recording its facts alone. */
import { queryOptions } from '@tanstack/react-query';
import { isLongRecording, mayBeLong } from '#shared/ecg/long/is-long.ts';
import { failure } from '#shared/failure.ts';
import { isDocument } from '#shared/formats/document/find-document.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Study } from '#shared/study/study.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { objectUrl } from '../../station/addresses.ts';
import { FailureError } from '../../station/client.ts';
import type { LongRecording } from '../../viewers/ecg/long/long-recording.ts';
import { fetchRecordingFacts, type LateFile, longRecordingOf } from './fetch-recording.ts';

export interface Tracing {
  readonly sha256: string;
  readonly sopInstanceUid: string;
  readonly size: number;
}

export type ReadTracing =
  | { readonly kind: 'resting'; readonly waveform: Waveform }
  | { readonly kind: 'long'; readonly recording: LongRecording };

/** The objects of a study that hold tracings, as far as they are here. */
export function tracingsOf(study: Study): Tracing[] {
  return study.series
    .flatMap((series) => series.instances)
    .filter((one) => one.held && !isDocument(one) && one.format !== 'attachment');
}

/** The tracing that the report is written from; those beside it are looked at. */
export function tracingOf(study: Study): Tracing | null {
  return tracingsOf(study)[0] ?? null;
}

/** Files beside a recording that may hold marks of it. */
export function lateFilesOf(study: Study): LateFile[] {
  return study.series.flatMap(({ description, instances }) =>
    instances
      .filter(({ held, format }) => held && format === 'attachment')
      .map(({ sha256 }) => ({ sha256, name: description })),
  );
}

/** The query of one tracing: the same for whoever gets it ready and whoever opens it. */
export function tracingQuery(tracing: Tracing | null | undefined) {
  return queryOptions({
    queryKey: ['tracing', tracing?.sha256],
    enabled: tracing != null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => readTracing(tracing?.sha256 ?? '', tracing?.size ?? 0),
  });
}

/** The same for whoever needs all samples: undefined for a long recording. */
export function waveformQuery(tracing: Tracing | null | undefined) {
  return {
    ...tracingQuery(tracing),
    select: (read: ReadTracing) => (read.kind === 'resting' ? read.waveform : undefined),
  };
}

async function readTracing(sha256: string, size: number): Promise<ReadTracing> {
  if (mayBeLong(size)) {
    const facts = await fetchRecordingFacts(sha256);
    if (!facts.ok) throw new FailureError(facts.failure);
    if (isLongRecording(facts.value))
      return { kind: 'long', recording: longRecordingOf(sha256, facts.value) };
  }
  const response = await fetch(objectUrl(sha256));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const read = readEcgFile(new Uint8Array(await response.arrayBuffer()));
  if (!read.ok) throw new FailureError(read.failure);
  // A record of pressures alone has nothing to draw on ECG paper.
  if (!read.value.waveform.groups[0]?.leads.length) throw new FailureError(failure('no-waveform'));
  return { kind: 'resting', waveform: read.value.waveform };
}
