/** Analyses the ECG of the opened study once (journey step 7), and publishes it for the room and the report. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { ageYears } from '#shared/study/age.ts';
import type { Study } from '#shared/study/study.ts';
import type { Task } from '#shared/study/task.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { FailureError } from '../../station/client.ts';
import { tracingOf, waveformQuery } from './fetch-waveform.ts';

/** Longer recordings are analysed where they are opened, piece by piece. */
const longestSeconds = 300;

/** After the first picture (`ready`), so that it never waits for this. Nothing is published for what cannot be analysed. */
export function useAnalysis(
  task: Pick<Task, 'kind' | 'order' | 'acquiredAt'> | undefined,
  study: Study | undefined,
  ready: boolean,
): void {
  const tracing = task?.kind === 'ecg' && study !== undefined && ready ? tracingOf(study) : null;
  const sha256 = tracing?.sha256;
  const waveform = useQuery(waveformQuery(sha256)).data;
  const birthDate = task?.order.patient.birthDate ?? null;
  const sex = task?.order.patient.sex;
  const at = task?.acquiredAt ?? task?.order.placedAt ?? 0;
  const studyInstanceUid = study?.studyInstanceUid ?? '';
  const analysis = useQuery({
    queryKey: ['analysis', sha256, birthDate, sex],
    enabled: waveform !== undefined && isShort(waveform.groups[0]),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: () => {
      if (waveform === undefined) throw new Error('no waveform');
      const years = ageYears(birthDate, at);
      const found = analyseEcg(waveform, {
        ...(years === null ? {} : { ageYears: years }),
        ...(sex === 'M' || sex === 'F' ? { sex } : {}),
      });
      if (!found.ok) throw new FailureError(found.failure);
      return found.value;
    },
  }).data;
  const { publish, clear } = useReadEcg.getState();
  useEffect(() => {
    if (waveform !== undefined && analysis !== undefined) publish({ studyInstanceUid, waveform, analysis });
    return clear;
  }, [studyInstanceUid, waveform, analysis, publish, clear]);
}

function isShort(group: { samplingHz: number; sampleCount: number } | undefined): boolean {
  return group !== undefined && group.sampleCount <= group.samplingHz * longestSeconds;
}
