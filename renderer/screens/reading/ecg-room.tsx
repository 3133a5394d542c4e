/** Fetches an ECG's bytes, reads the waveform in the window's sandbox, and gives it to the ECG viewer. */
import { Center, Loader } from '@mantine/core';
import { IconHeartOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { readDicomWaveform } from '#shared/formats/ecg/dicom-waveform.ts';
import type { Study } from '#shared/study/study.ts';
import { objectUrl } from '../../station/addresses.ts';
import { FailureError, failureOf } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { EcgViewer } from '../../viewers/ecg/ecg-viewer.tsx';

export default function EcgRoom(props: {
  study: Study;
  language: Language;
  onShown: (sopInstanceUids: readonly string[]) => void;
  onMeasurement: (text: string) => void;
}) {
  const { t } = useTranslation();
  const { study, onShown } = props;
  const instance = study.series.flatMap((series) => series.instances).find((one) => one.held);
  const sha256 = instance?.sha256;
  const sopInstanceUid = instance?.sopInstanceUid;
  const waveform = useQuery({
    queryKey: ['waveform', sha256],
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const response = await fetch(objectUrl(sha256 ?? ''));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const read = readDicomWaveform(new Uint8Array(await response.arrayBuffer()));
      if (!read.ok) throw new FailureError(read.failure);
      return read.value;
    },
  });
  const drawn = waveform.data !== undefined;
  useEffect(() => {
    if (drawn && sopInstanceUid !== undefined) onShown([sopInstanceUid]);
  }, [drawn, sopInstanceUid, onShown]);

  if (waveform.error)
    return (
      <Center h="100%" p="xl">
        <FailureNote failure={failureOf(waveform.error)} onRetry={() => void waveform.refetch()} />
      </Center>
    );
  if (sha256 === undefined)
    return <EmptyState icon={<IconHeartOff size={40} stroke={1.2} />} title={t('reading.noWaveform')} />;
  if (!waveform.data)
    return (
      <Center h="100%">
        <Loader />
      </Center>
    );
  return (
    <EcgViewer
      waveform={waveform.data}
      language={props.language}
      theme="paper"
      onCopyMeasurement={props.onMeasurement}
    />
  );
}
