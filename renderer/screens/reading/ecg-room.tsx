/** Fetches an ECG's bytes, reads the waveform in the window's sandbox, and gives it to the ECG viewer. */
import { IconHeartOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import { isDocument } from '#shared/formats/document/find-document.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Study } from '#shared/study/study.ts';
import { objectUrl } from '../../station/addresses.ts';
import { FailureError, failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EcgViewer } from '../../viewers/ecg/ecg-viewer.tsx';

export default function EcgRoom(props: {
  study: Study;
  language: Language;
  onShown: (sopInstanceUids: readonly string[]) => void;
  onMeasurement: (text: string) => void;
}) {
  const { t } = useTranslation();
  const { study, onShown } = props;
  const instance = study.series
    .flatMap((series) => series.instances)
    .find((one) => one.held && !isDocument(one));
  const sha256 = instance?.sha256;
  const sopInstanceUid = instance?.sopInstanceUid;
  const waveform = useQuery({
    queryKey: ['waveform', sha256],
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const response = await fetch(objectUrl(sha256 ?? ''));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const read = readEcgFile(new Uint8Array(await response.arrayBuffer()));
      if (!read.ok) throw new FailureError(read.failure);
      return read.value.waveform;
    },
  });
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
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
      {...(settings.data ? { pixelsPerMm: settings.data.settings.pixelsPerMm } : {})}
      onCopyMeasurement={props.onMeasurement}
    />
  );
}
