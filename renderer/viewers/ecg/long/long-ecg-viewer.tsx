/** Journey step 7, for a Holter: hours of ECG on calibrated paper, overview and events over it, samples fetched as they are looked at. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type LongEvents, longEvents } from '#shared/ecg/long/long-events.ts';
import { recordingClock } from '#shared/ecg/long/recording-clock.ts';
import { type Language, translateFailure } from '#shared/failure.ts';
import { type CaliperSet, noCalipers, selectCaliper } from '#shared/measure/ecg-caliper-set.ts';
import type { CursorPlace } from '../apply-action.ts';
import { type DisplaySettings, type EcgTheme, usualSettings } from '../display-settings.ts';
import { EcgDock } from '../ecg-dock.tsx';
import { EcgReadouts } from '../ecg-readouts.tsx';
import styles from '../ecg-viewer.module.css';
import { FilterBand } from '../filter-choices.tsx';
import { panelWords } from '../panel-words.ts';
import { MeasureStrip } from '../panels/measure-strip.tsx';
import { filterText } from '../paper-text.ts';
import { type EcgAsidePlace, takeUpEcg } from '../put-aside.ts';
import { useViewerKeys } from '../use-viewer-keys.ts';
import { ecgWords } from '../words.ts';
import { daySentence } from './day-facts.ts';
import { EventBar } from './event-bar.tsx';
import { EventList } from './event-list.tsx';
import { createCaliperTexts } from './long-calipers.ts';
import type { LongRecording } from './long-recording.ts';
import { LongStage } from './long-stage.tsx';
import { LongToolbar } from './long-toolbar.tsx';
import { longWords } from './long-words.ts';
import { OverviewBar } from './overview-bar.tsx';
import { createScroller } from './scroller.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { useLongActions } from './use-long-actions.ts';
import { useLongFacts } from './use-long-facts.ts';
import { useStretchAnalysis } from './use-stretch-analysis.ts';
import { createWindowStore } from './window-store.ts';

export interface LongEcgViewerProps {
  readonly recording: LongRecording;
  readonly language: Language;
  readonly theme: EcgTheme;
  readonly pixelsPerMm: number;
  /** Takes a copied measurement or the summary (into the report); omit to use the clipboard. */
  readonly onCopyMeasurement?: (text: string) => void;
  /** Where it is kept how the recording lies; omit where nobody comes back to it. */
  readonly aside?: EcgAsidePlace;
  /** Told when the first page is there. */
  readonly onShown?: () => void;
}

export function LongEcgViewer(props: LongEcgViewerProps) {
  const { recording, language } = props;
  const { samplingHz, sampleCount } = recording;
  const words = ecgWords[language];
  const own = longWords[language];
  const durationSeconds = sampleCount / samplingHz;
  const [left] = useState(() => (props.aside === undefined ? null : takeUpEcg(props.aside)));
  const [settings, setSettings] = useState<DisplaySettings>(
    () => left?.settings ?? firstSettings(recording, props.theme),
  );
  const [set, setSet] = useState<CaliperSet>(left?.set ?? noCalipers);
  const [kind, setKind] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const [listShown, setListShown] = useState(false);
  const scroller = useMemo(
    () => createScroller(durationSeconds, left?.settings.startSeconds),
    [durationSeconds, left],
  );
  useKeptPlace(props.aside, scroller, settings, set);
  const store = useMemo(() => createWindowStore(recording), [recording]);
  const clock = useMemo(() => recordingClock(recording.acquiredAt, recording.offsetMs), [recording]);
  const textOf = useMemo(createCaliperTexts, []);
  const facts = useLongFacts(recording);
  const stretch = useStretchAnalysis({ store, scroller, samplingHz });
  const place = useRef<CursorPlace | null>(null);
  const hoverText = useRef<HTMLSpanElement>(null);
  const root = useRef<HTMLElement>(null);
  useEffect(() => () => store.close(), [store]);
  useEffect(() => () => scroller.stop(), [scroller]);
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, []);
  const { onShown } = props;
  useEffect(
    () =>
      store.subscribe(() => {
        if (store.version() === 1) onShown?.();
      }),
    [store, onShown],
  );

  const analysis = facts.analysis.status === 'done' ? facts.analysis.analysis : null;
  const events = useMemo(() => longEvents(analysis, facts.marks), [analysis, facts.marks]);
  const chosen = events.find((one) => one.kind === kind) ?? events[0] ?? null;
  const picture = useMemo(
    () => ({
      durationSeconds,
      clock,
      overview: facts.overview,
      leadName: settings.rhythmLead,
      rateByMinute: analysis?.rateByMinute ?? null,
      events: Float64Array.from(chosen?.samples ?? [], (sample) => sample / samplingHz),
      perMinute: own.perMinute,
    }),
    [durationSeconds, clock, facts.overview, settings.rhythmLead, analysis, chosen, samplingHz, own],
  );

  /** The sample in the middle of the page. */
  const jump = (sample: number): void => scroller.jumpTo(sample / samplingHz - scroller.page() / 2);
  const choose = (of: LongEvents, index: number): void => {
    const sample = of.samples[index];
    if (sample === undefined) return;
    setAt(index);
    jump(sample);
  };
  const copy = (text: string): void => {
    if (props.onCopyMeasurement !== undefined) props.onCopyMeasurement(text);
    else void navigator.clipboard?.writeText(text).catch(() => undefined);
  };
  const pageStretch = useCallback(
    () =>
      store.stretch(
        Math.floor(scroller.now() * samplingHz),
        Math.min(sampleCount, Math.ceil((scroller.now() + scroller.page()) * samplingHz)),
      ),
    [store, scroller, samplingHz, sampleCount],
  );
  const actions = useLongActions({
    recording,
    scroller,
    settings,
    setSettings,
    set,
    setSet,
    place,
    pageStretch,
    words,
    textOf,
    copy,
    events: { chosen, at, choose, jump, toggleList: () => setListShown((shown) => !shown) },
    panel: stretch,
  });
  const onKeyDown = useViewerKeys(actions.act, actions.actOnKey);
  const onHover = useCallback((found: CursorPlace | null, text: string): void => {
    if (found !== null) place.current = found;
    if (hoverText.current !== null) hoverText.current.textContent = text;
  }, []);
  const shownStretch = pageStretch();

  return (
    <section
      ref={root}
      className={styles.viewer}
      aria-label={words.viewer}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the paper itself takes the keyboard for its calipers
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-long
    >
      <LongToolbar
        leads={recording.leads}
        settings={settings}
        panel={stretch.panel}
        words={words}
        longWords={own}
        panelWords={panelWords[language]}
        onSettings={setSettings}
        onAction={(action) => actions.act(action)}
      />
      <FilterBand filters={settings.filters} words={words} onReset={() => actions.act('filter-none')} />
      <EventBar
        scroller={scroller}
        clock={clock}
        state={facts.analysis}
        events={events}
        chosen={chosen}
        at={at}
        listShown={listShown}
        words={own}
        language={language}
        onKind={(next) => {
          setKind(next);
          setAt(-1);
        }}
        onStep={(way) => actions.actOnLong(way === 1 ? 'next-event' : 'previous-event')}
        onList={() => setListShown((shown) => !shown)}
        onJump={jump}
        onInsert={(found) => copy(daySentence(found, clock, own))}
      />
      {facts.overviewFailure !== null && (
        <p role="alert">
          {own.overviewFailed}: {translateFailure(facts.overviewFailure, language).message}
        </p>
      )}
      <OverviewBar picture={picture} scroller={scroller} theme={settings.theme} label={own.overview} />
      {stretch.state !== undefined && stretch.panel !== null && (
        <MeasureStrip
          state={stretch.state}
          measured={stretch.room.measured}
          words={panelWords[language]}
          language={language}
        />
      )}
      <div className={styles.body}>
        <LongStage
          recording={recording}
          store={store}
          scroller={scroller}
          clock={clock}
          settings={settings}
          words={words}
          longWords={own}
          language={language}
          pixelsPerMm={props.pixelsPerMm}
          set={set}
          onSet={setSet}
          onHover={onHover}
        />
        {listShown && chosen !== null && (
          <EventList
            events={chosen}
            analysis={analysis}
            samplingHz={samplingHz}
            at={at}
            clock={clock}
            words={own}
            language={language}
            onChoose={(index) => choose(chosen, index)}
          />
        )}
        {stretch.panel !== null && (
          <EcgDock
            panel={stretch.panel}
            room={stretch.room}
            words={panelWords[language]}
            language={language}
            theme={settings.theme}
            onPanel={stretch.setPanel}
            onJump={(sample) => jump(stretch.base + sample)}
          />
        )}
      </div>
      <EcgReadouts
        group={shownStretch?.group ?? { label: '', samplingHz, sampleCount, leads: [] }}
        set={set}
        words={words}
        onSelect={(id) => setSet(selectCaliper(set, id))}
        onAction={(action) => actions.act(action)}
        textOf={(caliper) => textOf(shownStretch, caliper, words)}
      />
      <footer className={styles.status}>
        {shownStretch !== null && <span>{filterText(shownStretch.group, settings, words)}</span>}
        <span>{own.pagesHint}</span>
        <span ref={hoverText} className={styles.hover} />
      </footer>
    </section>
  );
}

function firstSettings(recording: LongRecording, theme: EcgTheme): DisplaySettings {
  const rhythmLead = recording.leads.includes('II') ? 'II' : (recording.leads[0] ?? '');
  return { ...usualSettings, layout: '12x1', theme, rhythmLead };
}
