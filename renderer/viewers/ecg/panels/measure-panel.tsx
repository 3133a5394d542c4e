/** Everything that was measured, in numbers: rates, intervals, QTc by each named formula, axes, ST per lead, voltages, quality. */
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import type { MeasuredEcg } from '../analysis/analysis-state.ts';
import { millivolts, whole } from '../analysis/measure-text.ts';
import type { PanelWords } from '../panel-words.ts';
import { CriticalFindings, MachineStatements } from './machine-statements.tsx';
import styles from './panels.module.css';

export interface MeasurePanelProps {
  readonly measured: MeasuredEcg;
  readonly words: PanelWords;
  readonly language: Language;
}

export function MeasurePanel({ measured, words, language }: MeasurePanelProps) {
  const { analysis, intervals, moved } = measured;
  const { measurements, lowSampling } = analysis;
  const held = lowSampling?.heldBack ?? [];
  const why = lowSampling === null ? '' : words.heldBack(lowSampling.samplingHz, lowSampling.neededHz);
  const unless = (kind: string, text: string): string => (held.includes(kind) ? why : text);
  const { rrMs } = measurements;
  const { p, qrs, t } = intervals.axesDeg;
  const { bazett, fridericia, framingham, hodges } = intervals.qtcMs;
  const rows: ReadonlyArray<readonly [string, string]> = [
    [words.rate, whole(measurements.hrBpm, words.perMinute)],
    [words.atrialRate, whole(measurements.atrialBpm, words.perMinute)],
    [words.rr, `${whole(rrMs.median, 'ms')} (${whole(rrMs.min, '')}– ${whole(rrMs.max, '')})`],
    ['P', whole(intervals.pMs, 'ms')],
    ['PR', whole(intervals.prMs, 'ms')],
    ['QRS', unless('qrs', whole(intervals.qrsMs, 'ms'))],
    ['QT', whole(intervals.qtMs, 'ms')],
    ['QTc Bazett', whole(bazett, 'ms')],
    ['QTc Fridericia', whole(fridericia, 'ms')],
    ['QTc Framingham', whole(framingham, 'ms')],
    ['QTc Hodges', whole(hodges, 'ms')],
    [words.axes, [p, qrs, t].map((axis) => whole(axis, '°')).join(' / ')],
    ['Sokolow–Lyon', unless('amplitude', `${millivolts(intervals.sokolowLyonMv)} mV`)],
    ['Cornell', unless('amplitude', `${millivolts(intervals.cornellMv)} mV`)],
  ];
  return (
    <div className={styles.panel}>
      <div className={styles.statementRow}>
        <CriticalFindings analysis={analysis} words={words} language={language} />
        <MachineStatements analysis={analysis} words={words} language={language} />
      </div>
      {moved.length > 0 && (
        <p className={styles.byHand}>
          {words.byHand}: {moved.map((name) => words.points[name]).join(' ')}
        </p>
      )}
      <table className={styles.table}>
        <tbody>
          {rows.map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {held.includes('st') ? (
        <p className={styles.quiet}>
          {words.stHead}: {why}
        </p>
      ) : (
        <StTable measured={measured} words={words} />
      )}
      <QualityList analysis={analysis} words={words} />
    </div>
  );
}

function StTable({ measured, words }: Pick<MeasurePanelProps, 'measured' | 'words'>) {
  const leads = Object.entries(measured.intervals.stMv);
  if (leads.length === 0) return null;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.stHead}</th>
          {['J', 'J+40', 'J+60', 'J+80'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {leads.map(([lead, { j, j40, j60, j80 }]) => (
          <tr key={lead}>
            <th scope="row">{lead}</th>
            <td>{millivolts(j)}</td>
            <td>{millivolts(j40)}</td>
            <td>{millivolts(j60)}</td>
            <td>{millivolts(j80)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function QualityList({ analysis, words }: { readonly analysis: EcgAnalysis; readonly words: PanelWords }) {
  const bad = Object.entries(analysis.quality).filter(([, { state }]) => state !== 'good');
  return (
    <p>
      <b>{words.quality}</b>{' '}
      {bad.length === 0
        ? words.allGood
        : bad
            .map(([lead, { state, noiseMv }]) =>
              state === 'noisy' && noiseMv !== null
                ? `${lead} ${words.leadState[state]} (${words.noise} ${millivolts(noiseMv)} mV)`
                : `${lead} ${words.leadState[state]}`,
            )
            .join(' · ')}
    </p>
  );
}
