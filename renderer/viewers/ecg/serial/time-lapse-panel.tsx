/** All ECGs of one patient in the order of time: a table of their intervals, and each against the present one, stepped or played. */
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { EcgAnalysis, IntervalMeasurements } from '#shared/ecg/analysis.ts';
import { type Failure, type Language, translateFailure } from '#shared/failure.ts';
import { compareEcgs } from '#shared/measure/compare-ecgs.ts';
import styles from '../panels/panels.module.css';
import { Tool } from '../tool-button.tsx';
import { lapseColumns, lapseTexts } from './lapse-texts.ts';
import { SerialPanel } from './serial-panel.tsx';
import { type SerialWords, serialWords } from './serial-words.ts';

export interface LapseEntry {
  readonly key: string;
  /** When it was taken, as it is written, and where. */
  readonly date: string;
  readonly where: string;
  readonly state:
    | { readonly status: 'running' }
    | { readonly status: 'failed'; readonly failure: Failure }
    | { readonly status: 'done'; readonly analysis: EcgAnalysis };
}

export interface TimeLapsePanelProps {
  /** The earlier ones, the earliest first. */
  readonly entries: readonly LapseEntry[];
  readonly now: EcgAnalysis;
  readonly nowIntervals: IntervalMeasurements;
  readonly language: Language;
  readonly onInsert: (sentence: string) => void;
}

/** A step while it plays: long enough to see what changed. */
const stepMs = 1200;

export function TimeLapsePanel(props: TimeLapsePanelProps) {
  const { entries, now, nowIntervals, language } = props;
  const words = serialWords[language];
  const [at, setAt] = useState(Math.max(0, entries.length - 1));
  const [playing, setPlaying] = useState(false);
  const last = entries.length - 1;
  const chosen = entries[Math.min(at, last)];
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(
      () =>
        setAt((before) => {
          if (before >= last - 1) setPlaying(false);
          return Math.min(last, before + 1);
        }),
      stepMs,
    );
    return () => clearInterval(timer);
  }, [playing, last]);
  const step = (by: number): void => setAt(Math.min(last, Math.max(0, at + by)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    step(by);
  };
  return (
    <div className={styles.dockBody} style={{ height: '100%' }}>
      <div className={styles.panel}>
        <div className={styles.controls}>
          <Tool
            label={playing ? words.pause : words.play}
            on={playing}
            onClick={() => {
              if (!playing && at === last) setAt(0);
              setPlaying(!playing);
            }}
          >
            {playing ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
          </Tool>
          <input
            type="range"
            min={0}
            max={last}
            step={1}
            value={Math.min(at, last)}
            aria-label={words.lapse}
            aria-valuetext={chosen?.date}
            onChange={(event) => setAt(Number(event.currentTarget.value))}
          />
          <b className="tabular" data-lapse-at>
            {Math.min(at, last) + 1} / {entries.length} · {chosen?.date}
          </b>
        </div>
        <LapseTable {...props} words={words} at={Math.min(at, last)} onChoose={setAt} onKeyDown={onKeyDown} />
      </div>
      {chosen?.state.status === 'done' && (
        <SerialPanel
          before={chosen.state.analysis}
          now={now}
          nowIntervals={nowIntervals}
          date={chosen.date}
          language={language}
          onInsert={props.onInsert}
        />
      )}
    </div>
  );
}

function LapseTable(
  props: TimeLapsePanelProps & {
    readonly words: SerialWords;
    readonly at: number;
    readonly onChoose: (index: number) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  },
) {
  const { entries, now, nowIntervals, words, at, language } = props;
  const present = { analysis: now, intervals: nowIntervals };
  return (
    <table className={styles.table} onKeyDown={props.onKeyDown}>
      <thead>
        <tr>
          <th scope="col">{words.date}</th>
          {lapseColumns.map((name) => (
            <th key={name} scope="col">
              {words.names[name]}
            </th>
          ))}
          <th scope="col">{words.stMost}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          <tr key={entry.key} data-lapse={entry.state.status}>
            <th scope="row">
              <button
                type="button"
                className={styles.rowButton}
                aria-pressed={index === at}
                title={entry.where}
                onClick={() => props.onChoose(index)}
              >
                {entry.date}
              </button>
            </th>
            {entry.state.status === 'done' ? (
              lapseTexts(
                compareEcgs(
                  { analysis: entry.state.analysis, intervals: entry.state.analysis.measurements },
                  present,
                ),
              ).map((text, column) => <td key={lapseColumns[column] ?? 'st'}>{text}</td>)
            ) : (
              <td colSpan={lapseColumns.length + 1}>
                {entry.state.status === 'running'
                  ? words.waitingOne
                  : translateFailure(entry.state.failure, language).message}
              </td>
            )}
          </tr>
        ))}
        <tr>
          <th scope="row">{words.now}</th>
          {lapseTexts(compareEcgs(present, present)).map((text, column) => (
            <td key={lapseColumns[column] ?? 'st'}>
              <b>{text}</b>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
