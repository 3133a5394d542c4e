/** One line over the paper: the intervals that every ECG is read by, what is critical, and what the machine says. */
import { type Language, translateFailure } from '#shared/failure.ts';
import type { AnalysisState, MeasuredEcg } from '../analysis/analysis-state.ts';
import { whole } from '../analysis/measure-text.ts';
import type { PanelWords } from '../panel-words.ts';
import { CriticalFindings, MachineStatements } from './machine-statements.tsx';
import styles from './panels.module.css';

export interface MeasureStripProps {
  readonly state: AnalysisState;
  readonly measured: MeasuredEcg | null;
  readonly words: PanelWords;
  readonly language: Language;
}

/**
 * As high while it is still measuring: nothing under it moves when the numbers come. The intervals come first, so that all of them
 * are seen at 1366 pixels, and the beginning of what is critical beside them.
 */
export function MeasureStrip({ state, measured, words, language }: MeasureStripProps) {
  return (
    <section className={styles.strip} aria-label={words.panels.measure} data-analysis={state.status}>
      {measured !== null ? (
        <>
          {intervalsOf(measured, words).map(([name, value]) => (
            <span key={name} className={styles.number}>
              {name} <b>{value}</b>
            </span>
          ))}
          {measured.moved.length > 0 && (
            <span className={styles.byHand}>
              {words.byHand}: {measured.moved.map((name) => words.points[name]).join(' ')}
            </span>
          )}
          <CriticalFindings analysis={measured.analysis} words={words} language={language} />
          <MachineStatements analysis={measured.analysis} words={words} language={language} />
        </>
      ) : state.status === 'failed' ? (
        <span role="alert">
          {words.failed}: {translateFailure(state.failure, language).message}
        </span>
      ) : (
        <span className={styles.quiet}>{words.running}</span>
      )}
    </section>
  );
}

/** Name and text of each; what a low sampling rate cannot carry is a dash. */
function intervalsOf({ analysis, intervals }: MeasuredEcg, words: PanelWords): Array<[string, string]> {
  const held = analysis.lowSampling?.heldBack ?? [];
  return [
    [words.rate, whole(analysis.measurements.hrBpm, words.perMinute)],
    ['PR', whole(intervals.prMs, 'ms')],
    ['QRS', held.includes('qrs') ? '—' : whole(intervals.qrsMs, 'ms')],
    ['QT', whole(intervals.qtMs, 'ms')],
    ['QTcB', whole(intervals.qtcMs.bazett, 'ms')],
    ['QTcF', whole(intervals.qtcMs.fridericia, 'ms')],
    [words.axis, whole(intervals.axesDeg.qrs, '°')],
  ];
}
