/** The events of the chosen kind with their time of day; a click goes there. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import type { LongEvents } from '#shared/ecg/long/long-events.ts';
import type { RecordingClock } from '#shared/ecg/long/recording-clock.ts';
import type { Language } from '#shared/failure.ts';
import { textIn } from '../analysis/measure-text.ts';
import { kindText } from './event-bar.tsx';
import styles from './long.module.css';
import type { LongWords } from './long-words.ts';

export interface EventListProps {
  readonly events: LongEvents;
  readonly analysis: LongAnalysis | null;
  readonly samplingHz: number;
  readonly at: number;
  readonly clock: RecordingClock;
  readonly words: LongWords;
  readonly language: Language;
  readonly onChoose: (index: number) => void;
}

export function EventList(props: EventListProps) {
  const { events, at, clock, words, samplingHz } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.samples.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 26,
    overscan: 8,
  });
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at);
  }, [at, scrollToIndex]);
  return (
    <aside className={styles.list} aria-label={words.events} data-event-list={events.samples.length}>
      <p>
        <b>{kindText(events.kind, words)}</b> {events.samples.length}
      </p>
      <div ref={scroll} className={styles.rows}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <button
              key={index}
              type="button"
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              aria-pressed={index === at}
              onClick={() => props.onChoose(index)}
            >
              <span className={styles.quiet}>{index + 1}</span>
              <span>{clock.text((events.samples[index] ?? 0) / samplingHz)}</span>
              <span>{detailOf(props, index)}</span>
            </button>
          ))}
        </div>
      </div>
      <p className={styles.quiet}>{words.eventsHint}</p>
    </aside>
  );
}

function detailOf({ events, analysis, words, language }: EventListProps, index: number): string {
  if (analysis === null) return '';
  const sample = events.samples[index];
  const own = <Span extends { readonly fromSample: number }>(spans: readonly Span[]): Span | undefined =>
    spans.find(({ fromSample }) => fromSample === sample);
  switch (events.kind) {
    case 'pauses': {
      const pause = own(analysis.pauses);
      return pause === undefined
        ? ''
        : `${Math.round(pause.ms)} ms${pause.flat ? ` · ${words.pauseFlat}` : ''}`;
    }
    case 'ventricular-runs': {
      const run = own(analysis.runs);
      return run === undefined ? '' : `${run.beats} × · ${Math.round(run.bpm)} ${words.perMinute}`;
    }
    case 'critical': {
      // Several rules may have fired in one stretch: they stand in the list one after another.
      const fired = analysis.critical.filter(({ fromSample }) => fromSample === sample);
      const before = events.samples.indexOf(sample ?? -1);
      const finding = fired[index - before];
      return finding === undefined ? '' : `${textIn(finding.text, language)} · ${finding.ruleSet}`;
    }
    default:
      return '';
  }
}
