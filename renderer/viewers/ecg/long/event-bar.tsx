/** Where the page is, the events of a kind one after the other, and the numbers of the whole day; each number goes to its place. */
import { NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconList } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import type { LongEvents } from '#shared/ecg/long/long-events.ts';
import type { RecordingClock } from '#shared/ecg/long/recording-clock.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { Tool } from '../tool-button.tsx';
import { dayFacts } from './day-facts.ts';
import styles from './long.module.css';
import type { LongWords } from './long-words.ts';
import type { Scroller } from './scroller.ts';
import type { LongAnalysisState } from './use-long-facts.ts';

export interface EventBarProps {
  readonly scroller: Scroller;
  readonly clock: RecordingClock;
  readonly state: LongAnalysisState;
  readonly events: readonly LongEvents[];
  readonly chosen: LongEvents | null;
  /** Place in the chosen kind, or −1. */
  readonly at: number;
  readonly listShown: boolean;
  readonly words: LongWords;
  readonly language: Language;
  readonly onKind: (kind: string) => void;
  readonly onStep: (way: 1 | -1) => void;
  readonly onList: () => void;
  readonly onJump: (sample: number) => void;
  readonly onInsert: (analysis: LongAnalysis) => void;
}

export function EventBar(props: EventBarProps) {
  const { events, chosen, words, state, clock } = props;
  return (
    <div className={styles.bar} data-long-analysis={state.status}>
      <Place scroller={props.scroller} clock={clock} words={words} />
      {chosen === null ? (
        <span className={styles.quiet}>{state.status === 'done' && words.noEvents}</span>
      ) : (
        <>
          <NativeSelect
            size="xs"
            aria-label={words.events}
            data={events.map(({ kind, samples }) => ({
              value: kind,
              label: `${kindText(kind, words)} ${samples.length}`,
            }))}
            value={chosen.kind}
            onChange={(event) => props.onKind(event.currentTarget.value)}
          />
          <Tool label={`${words.previousEvent} (Shift+J)`} onClick={() => props.onStep(-1)}>
            <IconChevronLeft size={16} />
          </Tool>
          <span data-event-at>
            {props.at < 0 ? '–' : props.at + 1} / {chosen.samples.length}
          </span>
          <Tool label={`${words.nextEvent} (J)`} onClick={() => props.onStep(1)}>
            <IconChevronRight size={16} />
          </Tool>
          <Tool label={`${words.events} (E)`} on={props.listShown} onClick={props.onList}>
            <IconList size={16} />
          </Tool>
        </>
      )}
      {state.status === 'running' && (
        <span role="status" className={styles.quiet}>
          <progress className={styles.progress} value={state.done} />{' '}
          {words.analysing(Math.floor(state.done * 100))}
        </span>
      )}
      {state.status === 'failed' && (
        <span role="alert">
          {words.analysisFailed}: {translateFailure(state.failure, props.language).message}
        </span>
      )}
      {state.status === 'done' && (
        <>
          {dayFacts(state.analysis, words).map(({ name, value, sample }) => (
            <button
              key={name}
              type="button"
              className={styles.fact}
              title={sample === null ? words.machine : `${clock.text(sample / state.analysis.samplingHz)}`}
              disabled={sample === null}
              onClick={() => sample !== null && props.onJump(sample)}
              data-day-fact={name}
            >
              <span>{name}</span> {value}
            </button>
          ))}
          <span className={styles.quiet}>{words.machine}</span>
          <button
            type="button"
            className={styles.fact}
            onClick={() => props.onInsert(state.analysis)}
            data-insert-summary
          >
            {words.insert}
          </button>
        </>
      )}
    </div>
  );
}

/** The one thing in this bar that changes with every frame of a scroll. */
function Place({
  scroller,
  clock,
  words,
}: {
  readonly scroller: Scroller;
  readonly clock: RecordingClock;
  readonly words: LongWords;
}) {
  const now = useSyncExternalStore(scroller.subscribe, scroller.now);
  return (
    <span className={styles.place} data-place={now.toFixed(2)} title={words.pagesHint}>
      {clock.known ? '' : `${words.sinceStart} `}
      {clock.text(now)}
    </span>
  );
}

export function kindText(kind: string, words: LongWords): string {
  return kind.startsWith('mark ')
    ? words.mark(kind.slice('mark '.length))
    : words.kinds[kind as keyof LongWords['kinds']];
}
