/** Journey step 7: has the opened ECG measured in the analysis thread, once, for the room that shows it and the report. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { personOf } from '#shared/ecg/person-of.ts';
import type { Patient } from '#shared/study/patient.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { FailureError, failureOf } from '../../station/client.ts';
import { analyseInWorker } from '../../viewers/ecg/analysis/analyse-in-worker.ts';
import type { AnalysisState } from '../../viewers/ecg/analysis/analysis-state.ts';
import { tracingOf, waveformQuery } from './fetch-waveform.ts';

/** Whose ECG it is, by the order, and when it was taken: normal limits go by age and sex. */
export interface EcgPerson extends Pick<Patient, 'sex' | 'birthDate'> {
  readonly at: number;
}

export function personOfTask(task: Pick<Task, 'order' | 'acquiredAt'>): EcgPerson {
  const { sex, birthDate } = task.order.patient;
  return { sex, birthDate, at: task.acquiredAt ?? task.order.placedAt };
}

/** The query of one recording and person: the same for whoever shows it and whoever writes about it. */
export function analysisQuery(
  sha256: string | undefined,
  waveform: Waveform | undefined,
  person: EcgPerson | null,
) {
  return queryOptions({
    queryKey: ['analysis', sha256, person?.sex, person?.birthDate, person?.at],
    enabled: sha256 !== undefined && waveform !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async (): Promise<EcgAnalysis> => {
      if (waveform === undefined) throw new Error('asked before the waveform was there');
      const found = await analyseInWorker(waveform, person === null ? {} : personOf(person, person.at));
      if (!found.ok) throw new FailureError(found.failure);
      return found.value;
    },
  });
}

/** How far the analysis is, for the room. */
export function useAnalysisState(
  sha256: string | undefined,
  waveform: Waveform | undefined,
  person: EcgPerson | null,
): AnalysisState {
  const analysis = useQuery(analysisQuery(sha256, waveform, person));
  if (analysis.error) return { status: 'failed', failure: failureOf(analysis.error) };
  return analysis.data ? { status: 'done', analysis: analysis.data } : { status: 'running' };
}

/** Publishes the analysis for the report, after the first picture (`ready`). Of what cannot be analysed that is said; of what is too long for it, nothing. */
export function usePublishedAnalysis(
  task: Pick<Task, 'kind' | 'order' | 'acquiredAt'> | undefined,
  study: Study | undefined,
  ready: boolean,
): void {
  const tracing = task?.kind === 'ecg' && study !== undefined && ready ? tracingOf(study) : null;
  const sha256 = tracing?.sha256;
  const recording = useQuery(waveformQuery(tracing));
  const waveform = recording.data;
  const person = task === undefined ? null : personOfTask(task);
  const analysed = useQuery(analysisQuery(sha256, waveform, person));
  const analysis = analysed.data;
  const failed = recording.isError || analysed.isError;
  const studyInstanceUid = study?.studyInstanceUid ?? '';
  const { publish, giveUp, clear } = useReadEcg.getState();
  useEffect(() => {
    if (waveform !== undefined && analysis !== undefined) publish({ studyInstanceUid, waveform, analysis });
    else if (failed) giveUp(studyInstanceUid);
    // A room that is only being built has published nothing: what stands there is another case's.
    else return;
    return clear;
  }, [studyInstanceUid, waveform, analysis, failed, publish, giveUp, clear]);
}
