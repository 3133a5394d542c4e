/** Fetches an ECG's bytes and reads the waveform in the window's sandbox (journey steps 6 and 7). */
import { queryOptions } from '@tanstack/react-query';
import { failure } from '#shared/failure.ts';
import { isDocument } from '#shared/formats/document/find-document.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Study } from '#shared/study/study.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { objectUrl } from '../../station/addresses.ts';
import { FailureError } from '../../station/client.ts';

/** The object of a study that holds the tracing, as far as it is here. */
export function tracingOf(study: Study): { sha256: string; sopInstanceUid: string } | null {
  return (
    study.series.flatMap((series) => series.instances).find((one) => one.held && !isDocument(one)) ?? null
  );
}

/** The query of one tracing: the same for whoever gets it ready and whoever opens it. */
export function waveformQuery(sha256: string | undefined) {
  return queryOptions({
    queryKey: ['waveform', sha256],
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Waveform> => {
      const response = await fetch(objectUrl(sha256 ?? ''));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const read = readEcgFile(new Uint8Array(await response.arrayBuffer()));
      if (!read.ok) throw new FailureError(read.failure);
      // A record of pressures alone has nothing to draw on ECG paper.
      if (!read.value.waveform.groups[0]?.leads.length) throw new FailureError(failure('no-waveform'));
      return read.value.waveform;
    },
  });
}
