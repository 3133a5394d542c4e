/** Journey step 7: gives the waveform of an ECG to its viewer, as soon as it is read. */
import { IconHeartOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import type { Study } from '#shared/study/study.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { usePixelsPerMm } from '../../state/use-monitor.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EcgViewer } from '../../viewers/ecg/ecg-viewer.tsx';
import { usualPixelsPerMm } from '../../viewers/ecg/layout/paper-view.ts';
import { tracingOf, waveformQuery } from './fetch-waveform.ts';
import { type EcgPerson, useAnalysisState } from './use-analysis.ts';

export default function EcgRoom(props: {
  study: Study;
  /** Null for a prior. */
  person: EcgPerson | null;
  /** The machine's statements wait (先判后看). */
  masked: boolean;
  /** What a doctor made of its critical findings. */
  criticalVerdict: 'confirmed' | 'rejected' | null;
  language: Language;
  onShown: (sopInstanceUids: readonly string[]) => void;
  onMeasurement: (text: string) => void;
}) {
  const { t } = useTranslation();
  const { study, onShown } = props;
  const tracing = tracingOf(study);
  const sha256 = tracing?.sha256;
  const sopInstanceUid = tracing?.sopInstanceUid;
  const waveform = useQuery(waveformQuery(sha256));
  const analysis = useAnalysisState(sha256, waveform.data, props.person);
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
  const pixelsPerMm = usePixelsPerMm(settings.data?.settings.pixelsPerMm ?? usualPixelsPerMm);
  const drawn = waveform.data !== undefined;
  useEffect(() => {
    if (drawn && sopInstanceUid !== undefined) onShown([sopInstanceUid]);
  }, [drawn, sopInstanceUid, onShown]);

  if (sha256 === undefined)
    return <EmptyState icon={<IconHeartOff size={40} stroke={1.2} />} title={t('reading.noWaveform')} />;
  return (
    <EcgViewer
      waveform={waveform.data ?? null}
      failure={waveform.error ? failureOf(waveform.error) : null}
      language={props.language}
      theme="paper"
      analysis={analysis}
      pixelsPerMm={pixelsPerMm}
      masked={props.masked}
      criticalVerdict={props.criticalVerdict}
      {...(props.person === null ? {} : { onCorrection: useReadEcg.getState().correct })}
      onCopyMeasurement={props.onMeasurement}
    />
  );
}
