/** Journey step 7, for an ECG: the tracing on calibrated paper, measured with calipers. Never blank: it loads, shows, or says why not. */
import { Loader } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { IntervalMeasurements } from '#shared/ecg/analysis.ts';
import type { Failure, Language } from '#shared/failure.ts';
import type { DeviceStatement, Waveform } from '#shared/study/waveform.ts';
import type { AnalysisState } from './analysis/analysis-state.ts';
import { CriticalVerdictShown, type ShownVerdict } from './analysis/critical-verdict.ts';
import { type Masked, MaskedStatements } from './analysis/masked-statements.ts';
import type { EcgTheme } from './display-settings.ts';
import { EcgReading } from './ecg-reading.tsx';
import styles from './ecg-viewer.module.css';
import { usualPixelsPerMm } from './layout/paper-view.ts';
import { warmPainter } from './paint/warm-painter.ts';
import type { EcgAsidePlace } from './put-aside.ts';
import { unfitWaveform } from './unfit-waveform.ts';
import { ecgWords } from './words.ts';

export interface EcgViewerProps {
  /** Null while it is being read. */
  readonly waveform: Waveform | null;
  /** Why there is no waveform; shown instead of the paper. */
  readonly failure?: Failure | null;
  readonly language: Language;
  /** The paper at first; the toolbar changes it. */
  readonly theme: EcgTheme;
  readonly patientBanner?: ReactNode;
  /** Statements wait for the reader's own reading; measurements and what is critical do not. */
  readonly masked?: Masked;
  /** What a doctor made of the critical findings; omit while nobody has judged them. */
  readonly criticalVerdict?: ShownVerdict;
  /** Omit to show the statements of the waveform. */
  readonly deviceStatements?: readonly DeviceStatement[];
  /** CSS pixels per mm of this screen, from its calibration; 96/25.4 when never calibrated. */
  readonly pixelsPerMm?: number;
  /** What the machine measured, or how far it is; omit to show no measurements. */
  readonly analysis?: AnalysisState;
  /** Told when a reader moved points of the median beat: all that follows from them; null when back at the machine's. */
  readonly onCorrection?: (intervals: IntervalMeasurements | null) => void;
  /** Told what all calipers measure, by measurement key; copied lines then carry the caliper's number. */
  readonly onCalipers?: (values: Readonly<Record<string, number>>) => void;
  /** Number of the first caliper. */
  readonly firstCaliper?: number;
  /** Takes a copied measurement (into the report); omit to use the clipboard. */
  readonly onCopyMeasurement?: (text: string) => void;
  /** Where it is kept how the tracing lies while the case is left; omit for what nobody comes back to. */
  readonly aside?: EcgAsidePlace;
}

export function EcgViewer(props: EcgViewerProps) {
  const { waveform, language } = props;
  const words = ecgWords[language];
  const group = waveform?.groups[0];
  const failure = props.failure ?? (group === undefined ? null : unfitWaveform(group, language));
  const waiting = waveform === null && !failure;
  useEffect(() => {
    if (!waiting) return;
    // After the loading state is on the screen, so that it never waits for this.
    const timer = setTimeout(warmPainter, 0);
    return () => clearTimeout(timer);
  }, [waiting]);
  const drawable = group !== undefined && group.sampleCount > 0 && group.leads.length > 0;
  if (waveform !== null && drawable && !failure) {
    return (
      <CriticalVerdictShown.Provider value={props.criticalVerdict ?? null}>
        <MaskedStatements.Provider value={props.masked ?? false}>
          <EcgReading
            group={group}
            words={words}
            language={language}
            analysis={props.analysis}
            theme={props.theme}
            patientBanner={props.patientBanner}
            statements={props.deviceStatements ?? waveform.statements}
            pixelsPerMm={props.pixelsPerMm ?? usualPixelsPerMm}
            onCorrection={props.onCorrection}
            onCalipers={props.onCalipers}
            firstCaliper={props.firstCaliper ?? 1}
            onCopyMeasurement={props.onCopyMeasurement}
            aside={props.aside ?? null}
          />
        </MaskedStatements.Provider>
      </CriticalVerdictShown.Provider>
    );
  }
  return (
    <section className={styles.viewer} aria-label={words.viewer}>
      {props.patientBanner}
      {failure ? (
        <div className={styles.state} role="alert">
          <b>{failure.message}</b>
          <small>{failure.remedy}</small>
        </div>
      ) : waveform === null ? (
        <div className={styles.state} role="status">
          <Loader size="sm" />
          {words.loading}
        </div>
      ) : (
        <div className={styles.state} role="alert">
          <b>{words.empty}</b>
          <small>{words.emptyRemedy}</small>
        </div>
      )}
    </section>
  );
}
