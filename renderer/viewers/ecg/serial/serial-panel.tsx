/** Two ECGs of one patient compared: overlaid at QRS onset, the changes in a table, and a sentence for the report. */
import { Button } from '@mantine/core';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { EcgAnalysis, IntervalMeasurements } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import { compareEcgs } from '#shared/measure/compare-ecgs.ts';
import { prepareLayer } from '../paint/canvas-layer.ts';
import { inks } from '../paint/ink.ts';
import styles from '../panels/panels.module.css';
import { useDeviceRatio, useElementRoom } from '../use-paper-room.ts';
import { paintSerial, serialFields } from './paint-serial.ts';
import { comparisonSentence, rowTexts, stTexts, unitText } from './serial-text.ts';
import { type SerialWords, serialWords } from './serial-words.ts';

export interface SerialPanelProps {
  readonly before: EcgAnalysis;
  readonly now: EcgAnalysis;
  /** Of the present ECG where the reader moved points; else the analysis' own. */
  readonly nowIntervals: IntervalMeasurements;
  /** When the earlier one was taken, as it is written. */
  readonly date: string;
  readonly language: Language;
  readonly onInsert: (sentence: string) => void;
}

export function SerialPanel({ before, now, nowIntervals, date, language, onInsert }: SerialPanelProps) {
  const words = serialWords[language];
  const comparison = useMemo(
    () =>
      compareEcgs(
        { analysis: before, intervals: before.measurements },
        { analysis: now, intervals: nowIntervals },
      ),
    [before, now, nowIntervals],
  );
  const sentence = comparisonSentence(comparison, date, words);
  return (
    <div className={`${styles.panel} ${styles.dockBody}`} data-serial>
      <Overlay before={before} now={now} words={words} />
      <p data-serial-sentence>{sentence}</p>
      <div className={styles.controls}>
        <Button size="compact-sm" variant="default" onClick={() => onInsert(sentence)} data-insert-serial>
          {words.insert}
        </Button>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.title}</th>
            <th scope="col">{words.before(date)}</th>
            <th scope="col">{words.now}</th>
            <th scope="col">{words.change}</th>
          </tr>
        </thead>
        <tbody>
          {comparison.rows.map((row) => (
            <Row
              key={row.name}
              name={`${words.names[row.name]} (${unitText(row, words).trim()})`}
              texts={rowTexts(row)}
            />
          ))}
          {comparison.st.map((st) => (
            <Row key={st.lead} name={`ST J+60 ${st.lead} (mV)`} texts={stTexts(st)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, texts }: { readonly name: string; readonly texts: readonly [string, string, string] }) {
  const [before, now, change] = texts;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{before}</td>
      <td>{now}</td>
      <td>
        <b>{change}</b>
      </td>
    </tr>
  );
}

function Overlay(props: {
  readonly before: EcgAnalysis;
  readonly now: EcgAnalysis;
  readonly words: SerialWords;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useElementRoom(frame);
  const ratio = useDeviceRatio();
  const before = props.before.medianBeat;
  const now = props.now.medianBeat;
  useLayoutEffect(() => {
    if (canvas.current === null || room === null || before === null || now === null) return;
    const layer = prepareLayer(canvas.current, room.widthPx, room.heightPx, ratio);
    if (layer === null) return;
    layer.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const leads = Object.keys(now.leads).filter((lead) => before.leads[lead] !== undefined);
    const fields = serialFields(leads, room.widthPx, room.heightPx);
    paintSerial(layer.context, fields, before, now, inks.paper);
  }, [before, now, room, ratio]);
  if (before === null || now === null) return <p>{props.words.noMedian}</p>;
  return (
    <>
      <div ref={frame} style={{ height: 300, overflow: 'hidden', flex: 'none' }}>
        <canvas ref={canvas} aria-label={props.words.overlay} data-serial-overlay />
      </div>
      <p className={styles.quiet}>{props.words.overlay}</p>
    </>
  );
}
