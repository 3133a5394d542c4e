/**
 * Journey step 7: gives the waveform of an ECG to its viewer, as soon as it is read; a recording of hours to the one that reads it
 * in stretches. Of several tracings in a study one lies on the paper.
 */
import { IconHeartOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/failure.ts';
import type { Study } from '#shared/study/study.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { usePixelsPerMm } from '../../state/use-monitor.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Masked } from '../../viewers/ecg/analysis/masked-statements.ts';
import { EcgViewer } from '../../viewers/ecg/ecg-viewer.tsx';
import { usualPixelsPerMm } from '../../viewers/ecg/layout/paper-view.ts';
import { LongEcgViewer } from '../../viewers/ecg/long/long-ecg-viewer.tsx';
import { withLateMarks } from './fetch-recording.ts';
import { lateFilesOf, tracingQuery } from './fetch-waveform.ts';
import classes from './reading.module.css';
import { TracingChoice } from './tracing-choice.tsx';
import { type EcgPerson, useAnalysisState } from './use-analysis.ts';
import { useTracings } from './use-tracings.ts';

export default function EcgRoom(props: {
  study: Study;
  /** The window it lies in, where that is one of its own. */
  page: Window | null;
  /** Null for a prior. */
  person: EcgPerson | null;
  /** The machine's statements wait (先判后看). */
  masked: Masked;
  /** What a doctor made of its critical findings. */
  criticalVerdict: 'confirmed' | 'rejected' | null;
  language: Language;
  onShown: (sopInstanceUids: readonly string[]) => void;
  /** What this reader has seen of it at other times. */
  shownBefore: readonly string[];
  /** False while nobody sees it, and beside the case that is read. */
  keyboard: boolean;
  onMeasurement: (text: string) => void;
  /** Whose case it is; null for what nobody comes back to. */
  aside: string | null;
}) {
  const { t } = useTranslation();
  const { study, onShown } = props;
  const {
    tracings,
    chosen: tracing,
    isReported,
    choose,
    markOf,
    noteShown,
  } = useTracings(study, props.shownBefore);
  const sha256 = tracing?.sha256;
  const sopInstanceUid = tracing?.sopInstanceUid;
  const read = useQuery(tracingQuery(tracing));
  const found = read.data?.kind === 'long' ? read.data.recording : undefined;
  const beside = lateFilesOf(study);
  const besides = beside.map((one) => one.sha256).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `besides` stands for the files, which are new objects each time
  const recording = useMemo(
    () => (found === undefined || sha256 === undefined ? undefined : withLateMarks(sha256, found, beside)),
    [found, sha256, besides],
  );
  const waveform = read.data?.kind === 'resting' ? read.data.waveform : undefined;
  const analysis = useAnalysisState(sha256, waveform, props.person);
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
  const usual = settings.data?.settings.pixelsPerMm ?? usualPixelsPerMm;
  // Of the monitor the paper lies on, which need not be this window's.
  const pixelsPerMm = usePixelsPerMm(usual, props.page);
  const firstCaliper = useReadEcg((state) => state.firstCaliper);
  const { correct, measure, forgetCalipers } = useReadEcg.getState();
  const isRead = props.person !== null && props.keyboard;
  // Numbers of a prior, and of a tracing beside the one that is reported, are bound to nothing in the report.
  const bound =
    isRead && isReported ? { onCorrection: correct, onCalipers: measure, firstCaliper } : undefined;
  const reported = tracings[0]?.sha256;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tracing has other calipers
  useEffect(() => (isRead ? forgetCalipers : undefined), [isRead, reported, forgetCalipers]);
  const drawn = waveform !== undefined;
  const shown = useCallback(() => {
    if (sopInstanceUid === undefined) return;
    noteShown(sopInstanceUid);
    onShown([sopInstanceUid]);
  }, [sopInstanceUid, noteShown, onShown]);
  useEffect(() => {
    if (drawn) shown();
  }, [drawn, shown]);

  if (tracing === null)
    return <EmptyState icon={<IconHeartOff size={40} stroke={1.2} />} title={t('reading.noWaveform')} />;
  // Each tracing lies as it was left; a colleague is handed the one that is reported.
  const key = props.aside === null || isReported ? props.aside : `${props.aside} ${sopInstanceUid}`;
  const { studyInstanceUid } = study;
  const aside = key === null ? {} : { aside: { key, studyInstanceUid } };
  const viewer =
    recording !== undefined ? (
      <LongEcgViewer
        key={sha256}
        recording={recording}
        language={props.language}
        theme="paper"
        pixelsPerMm={pixelsPerMm}
        onCopyMeasurement={props.onMeasurement}
        onShown={shown}
        {...aside}
      />
    ) : (
      <EcgViewer
        key={sha256}
        waveform={waveform ?? null}
        failure={read.error ? failureOf(read.error) : null}
        language={props.language}
        theme="paper"
        analysis={analysis}
        pixelsPerMm={pixelsPerMm}
        masked={props.masked}
        criticalVerdict={props.criticalVerdict}
        {...bound}
        onCopyMeasurement={props.onMeasurement}
        {...aside}
      />
    );
  if (tracings.length < 2) return viewer;
  return (
    <div className={classes.severalTracings}>
      <TracingChoice
        tracings={tracings}
        chosen={tracing}
        markOf={markOf}
        onChoose={choose}
        keyboard={props.keyboard}
      />
      <div className={classes.chosenTracing}>{viewer}</div>
    </div>
  );
}
