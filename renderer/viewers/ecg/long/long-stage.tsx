/** The page of a long recording: the same paper, trace and calipers as of every ECG, scrolled over samples that come as needed. */
import {
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { RecordingClock } from '#shared/ecg/long/recording-clock.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { CursorPlace } from '../apply-action.ts';
import type { DisplaySettings } from '../display-settings.ts';
import paperStyles from '../ecg-viewer.module.css';
import { filterSamples } from '../filter-group.ts';
import { topMm } from '../layout/paper-view.ts';
import { useCaliperPointer } from '../use-caliper-pointer.ts';
import { usePaperCanvases } from '../use-paper-canvases.ts';
import { useDeviceRatio, useElementRoom } from '../use-paper-room.ts';
import { usePooledCanvases } from '../use-pooled-canvases.ts';
import type { EcgWords } from '../words.ts';
import styles from './long.module.css';
import { shiftSet } from './long-calipers.ts';
import type { LongRecording } from './long-recording.ts';
import type { LongWords } from './long-words.ts';
import type { Scroller } from './scroller.ts';
import { stripSeconds, viewStrip } from './strip-view.ts';
import type { WindowStore } from './window-store.ts';

export interface LongStageProps {
  readonly recording: LongRecording;
  readonly store: WindowStore;
  readonly scroller: Scroller;
  readonly clock: RecordingClock;
  readonly settings: DisplaySettings;
  readonly words: EcgWords;
  readonly longWords: LongWords;
  readonly language: Language;
  readonly pixelsPerMm: number;
  /** On samples of the recording. */
  readonly set: CaliperSet;
  readonly onSet: (set: CaliperSet) => void;
  readonly onHover: (place: CursorPlace | null, text: string) => void;
}

export function LongStage(props: LongStageProps) {
  const { recording, store, scroller, settings, words, longWords, language, pixelsPerMm, set, clock } = props;
  const { samplingHz, sampleCount } = recording;
  const frame = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const canvases = usePooledCanvases(paper);
  const size = useElementRoom(frame);
  const ratio = useDeviceRatio();
  const start = useSyncExternalStore(scroller.subscribe, scroller.now);
  useSyncExternalStore(store.subscribe, store.version);
  const room = useMemo(() => (size === null ? null : { ...size, pixelsPerMm }), [size, pixelsPerMm]);
  const seconds = room === null ? 0 : stripSeconds(settings, room, sampleCount / samplingHz);
  useLayoutEffect(() => {
    if (seconds > 0) scroller.setPage(seconds);
  }, [scroller, seconds]);

  const from = Math.floor(start * samplingHz);
  const to = Math.min(sampleCount, Math.ceil((start + seconds) * samplingHz));
  useEffect(() => {
    if (to > from) store.show(from, to);
  }, [store, from, to]);
  const stretch = store.stretch(from, to);
  const base = stretch?.base ?? 0;
  const group = stretch?.group ?? noSignal;
  const { filters } = settings;
  const drawn = useMemo(() => filterSamples(group, filters, 0, group.sampleCount), [group, filters]);
  const view = useMemo(
    () =>
      room === null || group === noSignal
        ? null
        : viewStrip(group, settings, room, { fromSeconds: start - base / samplingHz, seconds }),
    [group, settings, room, start, base, samplingHz, seconds],
  );
  const here = useMemo(() => shiftSet(set, -base), [set, base]);
  const axis = useMemo(
    () => ({
      zeroSeconds: clock.zeroSeconds + base / samplingHz,
      text: (at: number) => clock.text(at - clock.zeroSeconds),
    }),
    [clock, base, samplingHz],
  );
  const whole = stretch?.whole !== false;
  const spoken = useMemo(() => (whole ? words : withReading(words, longWords)), [whole, words, longWords]);
  const { failed, paintOverlay } = usePaperCanvases(canvases, {
    group,
    drawn,
    settings,
    view,
    words: spoken,
    ratio,
    set: here,
    axis,
  });
  const { onSet, onHover } = props;
  const calipers = useCaliperPointer({
    group,
    view,
    tool: settings.tool,
    set: here,
    onSet: (changed) => onSet(shiftSet(changed, base)),
    paintOverlay,
    onHover: (place, text) =>
      onHover(place === null ? null : { ...place, sample: place.sample + base }, text),
    timeText: (at) => clock.text(at + base / samplingHz, 3),
  });
  const pxPerSecond = settings.speed * pixelsPerMm;
  const pan = usePan(scroller, pxPerSecond, topMm * pixelsPerMm);
  useWheel(frame, scroller, pxPerSecond);
  const failure = store.failure();
  return (
    <div ref={frame} className={styles.paperFrame} data-theme={settings.theme} data-whole={whole}>
      {failed ? (
        <p role="alert" className={paperStyles.failure}>
          {words.painterFailed}
        </p>
      ) : (
        <div
          ref={paper}
          className={paperStyles.paper}
          style={{ width: view?.widthPx, height: view?.heightPx ?? '100%' }}
          onPointerDown={(event) => {
            if (!pan.begins(event)) calipers.onPointerDown(event);
          }}
          onPointerMove={(event) => {
            if (!pan.moves(event)) calipers.onPointerMove(event);
          }}
          onPointerUp={() => {
            if (!pan.ends()) calipers.onPointerUp();
          }}
          onPointerCancel={() => {
            if (!pan.ends()) calipers.onPointerCancel();
          }}
          onPointerLeave={calipers.onPointerLeave}
        />
      )}
      {failure !== null ? (
        <p className={styles.waiting} role="alert">
          {translateFailure(failure, language).message}{' '}
          <button type="button" onClick={store.retry}>
            {longWords.retry}
          </button>
        </p>
      ) : (
        stretch === null && (
          <p className={styles.waiting} role="status">
            {longWords.loadingStretch}
          </p>
        )
      )}
    </div>
  );
}

const noSignal: WaveformGroup = { label: '', samplingHz: 1, sampleCount: 0, leads: [] };

/** Signal that is still on its way is not an electrode that fell off. */
function withReading(words: EcgWords, { loadingStretch }: LongWords): EcgWords {
  return {
    ...words,
    presence: { ...words.presence, detached: loadingStretch, 'partly-missing': loadingStretch },
  };
}

/** The time axis is dragged with the first button, the paper with the middle one. */
function usePan(scroller: Scroller, pxPerSecond: number, axisPx: number) {
  const held = useRef<{ readonly x: number; readonly at: number } | null>(null);
  return {
    begins: (event: PointerEvent<HTMLElement>): boolean => {
      const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
      if (event.button !== 1 && !(event.button === 0 && y < axisPx)) return false;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, at: scroller.now() };
      return true;
    },
    moves: (event: PointerEvent<HTMLElement>): boolean => {
      const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
      if (held.current === null) {
        if (y >= axisPx) return false;
        event.currentTarget.style.cursor = 'ew-resize';
        return true;
      }
      scroller.jumpTo(held.current.at - (event.clientX - held.current.x) / pxPerSecond);
      return true;
    },
    ends: (): boolean => {
      const was = held.current !== null;
      held.current = null;
      return was;
    },
  };
}

const linePx = 40;
const fastTimes = 10;

/** A wheel scrolls in time, ten times as far with Shift; Alt leaves it to the frame, whose rows may be higher than the window. */
function useWheel(frame: RefObject<HTMLElement | null>, scroller: Scroller, pxPerSecond: number): void {
  const turn = useCallback(
    (event: WheelEvent): void => {
      if (event.ctrlKey || event.altKey) return;
      event.preventDefault();
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      const px = event.deltaMode === 0 ? delta : delta * linePx;
      scroller.glideBy((px / pxPerSecond) * (event.shiftKey ? fastTimes : 1));
    },
    [scroller, pxPerSecond],
  );
  useEffect(() => {
    const element = frame.current;
    // React listens passively: the page would scroll too.
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [frame, turn]);
}
