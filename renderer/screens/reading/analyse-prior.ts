/** Journey step 7: one earlier ECG of the patient, fetched to this station and measured, for whoever lays all of them side by side. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { failure } from '#shared/failure.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { FailureError, station, unwrap } from '../../station/client.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { tracingOf, tracingQuery } from './fetch-waveform.ts';
import { analysisQuery, type EcgPerson } from './use-analysis.ts';

/** The objects of a prior come from the exchange: until they are here it is asked again. */
const askAgainMs = 800;

export interface AnalysedPrior {
  readonly at: number;
  readonly analysis: EcgAnalysis;
}

/** Fails as the exchange does, as the file's reader does, or with `no-waveform` for a picture and a recording of hours. */
export function analysedPriorQuery(queries: QueryClient, taskId: TaskId, prior: Prior, person: EcgPerson) {
  return queryOptions({
    queryKey: ['analysed-prior', taskId, prior.depositId],
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
    queryFn: async ({ signal }): Promise<AnalysedPrior> => {
      const study = await wholePrior(taskId, prior, signal);
      const at = study.acquiredAt ?? prior.at;
      const tracing = pickViewer(study) === 'ecg' ? tracingOf(study) : null;
      const read = tracing === null ? null : await queries.fetchQuery(tracingQuery(tracing));
      if (tracing === null || read?.kind !== 'resting') throw new FailureError(failure('no-waveform'));
      const analysis = await queries.fetchQuery(
        analysisQuery(tracing.sha256, read.waveform, { ...person, at }),
      );
      return { at, analysis };
    },
  });
}

async function wholePrior(taskId: TaskId, prior: Prior, signal: AbortSignal): Promise<Study> {
  const { study } = await unwrap(station.patients.openPrior({ taskId, depositId: prior.depositId }));
  let known = study;
  while (!known.series.every((one) => one.instances.every((instance) => instance.held))) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    signal.throwIfAborted();
    known = await unwrap(station.patients.priorStudy({ taskId, studyInstanceUid: prior.studyInstanceUid }));
  }
  return known;
}
