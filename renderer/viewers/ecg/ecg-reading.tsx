/** A loaded ECG: toolbar, measurements, paper, panels, caliper numbers and status line, with one keyboard for all. */
import { type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { IntervalMeasurements } from '#shared/ecg/analysis.ts';
import type { Language } from '#shared/failure.ts';
import {
  type CaliperSet,
  noCalipers,
  selectCaliper,
  selectedCaliper,
} from '#shared/measure/ecg-caliper-set.ts';
import type { DeviceStatement, WaveformGroup } from '#shared/study/waveform.ts';
import type { AnalysisState } from './analysis/analysis-state.ts';
import { MaskedStatements } from './analysis/masked-statements.ts';
import { useMeasured } from './analysis/use-measured.ts';
import { type CursorPlace, calipersAfter, panelAfter, settingsAfter } from './apply-action.ts';
import { boundCaliperLine, caliperLine } from './calipers/caliper-text.ts';
import { caliperValues } from './calipers/caliper-values.ts';
import { type DisplaySettings, type EcgTheme, usualSettings } from './display-settings.ts';
import { EcgDock } from './ecg-dock.tsx';
import { EcgPaper } from './ecg-paper.tsx';
import { EcgReadouts } from './ecg-readouts.tsx';
import { EcgToolbar } from './ecg-toolbar.tsx';
import styles from './ecg-viewer.module.css';
import { FilterBand } from './filter-choices.tsx';
import { filterGroup } from './filter-group.ts';
import { isNarrowPlace, usualSpeed } from './narrow-place.ts';
import { panelWords } from './panel-words.ts';
import { MeasureStrip } from './panels/measure-strip.tsx';
import { filterText, noticeTexts } from './paper-text.ts';
import { type EcgAsidePlace, putEcgAside, takeUpEcg } from './put-aside.ts';
import type { EcgAction, PanelName } from './shortcuts.ts';
import { pageAround, usualPlace } from './start-place.ts';
import { useElementRoom } from './use-paper-room.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import type { EcgWords } from './words.ts';

export interface EcgReadingProps {
  readonly group: WaveformGroup;
  readonly words: EcgWords;
  readonly language: Language;
  readonly theme: EcgTheme;
  readonly patientBanner: ReactNode;
  readonly statements: readonly DeviceStatement[];
  readonly analysis: AnalysisState | undefined;
  readonly pixelsPerMm: number;
  readonly onCorrection: ((intervals: IntervalMeasurements | null) => void) | undefined;
  readonly onCalipers: ((values: Readonly<Record<string, number>>) => void) | undefined;
  readonly firstCaliper: number;
  readonly onCopyMeasurement: ((text: string) => void) | undefined;
  readonly aside: EcgAsidePlace | null;
}

export function EcgReading(props: EcgReadingProps) {
  const { group, words, theme, language } = props;
  const { aside } = props;
  const [left] = useState(() => aside && takeUpEcg(aside));
  const [settings, setSettings] = useState<DisplaySettings>(left?.settings ?? { ...usualSettings, theme });
  const root = useRef<HTMLElement>(null);
  const widthPx = useElementRoom(root)?.widthPx;
  // The speed follows the place until the reader has one of his own.
  const [followed, setFollowed] = useState(widthPx);
  if (widthPx !== undefined && followed !== widthPx) {
    setFollowed(widthPx);
    const speed = usualSpeed(widthPx, props.pixelsPerMm);
    const isUsual =
      followed === undefined ? left === null : settings.speed === usualSpeed(followed, props.pixelsPerMm);
    if (isUsual && speed !== settings.speed) setSettings({ ...settings, speed });
  }
  const [set, setSet] = useState<CaliperSet>(left?.set ?? noCalipers);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [shown, setShown] = useState({ group, theme });
  const place = useRef<CursorPlace | null>(null);
  const hoverText = useRef<HTMLSpanElement>(null);
  const room = useMeasured(props.analysis, props.onCorrection);

  // Another recording: its calipers and page are not this one's; layout, gain and speed stay as the reader set them.
  if (shown.group !== group || shown.theme !== theme) {
    setShown({ group, theme });
    if (shown.group !== group) {
      setSet(noCalipers);
      setSettings({ ...settings, startSeconds: 0 });
    }
    if (shown.theme !== theme) setSettings((before) => ({ ...before, theme }));
  }

  // Numbers that a draft knows already are never given to another caliper.
  if (set.nextId < props.firstCaliper) setSet({ ...set, nextId: props.firstCaliper });
  const { onCalipers } = props;
  const { calipers } = set;
  useEffect(() => onCalipers?.(caliperValues(group, calipers)), [onCalipers, group, calipers]);

  // The place is a new object at each rendering.
  const asideKey = aside?.key;
  const asideOf = aside?.studyInstanceUid;
  useEffect(() => {
    if (asideKey === undefined || asideOf === undefined) return;
    putEcgAside({ key: asideKey, studyInstanceUid: asideOf }, { settings, set });
  }, [asideKey, asideOf, settings, set]);

  const { filters, startSeconds } = settings;
  const drawn = useMemo(() => filterGroup(group, filters, startSeconds), [group, filters, startSeconds]);

  const act = (action: EcgAction): boolean => {
    const selected = selectedCaliper(set);
    if (action === 'copy') {
      if (selected === undefined) return false;
      const line = onCalipers === undefined ? caliperLine : boundCaliperLine;
      copyMeasurement(line(group, selected, words), props.onCopyMeasurement);
      return true;
    }
    const nextPanel = panelAfter(action, panel);
    if (nextPanel !== undefined && props.analysis !== undefined) {
      setPanel(nextPanel);
      return true;
    }
    const nextSettings = settingsAfter(action, settings, group);
    if (nextSettings !== undefined) {
      setSettings(nextSettings);
      return true;
    }
    const nextSet = calipersAfter(action, set, group, place.current ?? usualPlace(group, settings));
    if (nextSet !== undefined) setSet(nextSet);
    return nextSet !== undefined;
  };
  const onKeyDown = useViewerKeys(act);
  // An opened ECG hears its keys at once; who is already writing or choosing keeps the keyboard.
  useEffect(() => {
    if (document.activeElement === document.body) root.current?.focus({ preventScroll: true });
  }, []);

  const onHover = useCallback((at: CursorPlace | null, text: string): void => {
    if (at !== null) place.current = at;
    if (hoverText.current !== null) hoverText.current.textContent = text;
  }, []);

  return (
    <section
      ref={root}
      className={styles.viewer}
      aria-label={words.viewer}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the paper itself takes the keyboard for its calipers
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {props.patientBanner}
      <EcgToolbar
        group={group}
        settings={settings}
        words={words}
        narrow={widthPx !== undefined && isNarrowPlace(widthPx)}
        panels={props.analysis === undefined ? null : { shown: panel, words: panelWords[language] }}
        onSettings={setSettings}
        onAction={(action) => act(action)}
      />
      <FilterBand filters={filters} words={words} onReset={() => act('filter-none')} />
      {props.analysis !== undefined && (
        <MeasureStrip
          state={props.analysis}
          measured={room.measured}
          words={panelWords[language]}
          language={language}
        />
      )}
      {props.statements.length > 0 && <Statements statements={props.statements} words={words} />}
      <div className={styles.body}>
        <EcgPaper
          group={group}
          drawn={drawn}
          settings={settings}
          words={words}
          pixelsPerMm={props.pixelsPerMm}
          set={set}
          onSet={setSet}
          onHover={onHover}
        />
        {panel !== null && (
          <EcgDock
            panel={panel}
            room={room}
            words={panelWords[language]}
            language={language}
            theme={settings.theme}
            onPanel={setPanel}
            onJump={(sample) => setSettings(pageAround(group, settings, sample))}
          />
        )}
      </div>
      <EcgReadouts
        group={group}
        set={set}
        words={words}
        onSelect={(id) => setSet(selectCaliper(set, id))}
        onAction={(action) => act(action)}
      />
      <footer className={styles.status}>
        <span>{filterText(group, settings, words)}</span>
        {noticeTexts(group, settings, words).map((notice) => (
          <span key={notice}>{notice}</span>
        ))}
        <span ref={hoverText} className={styles.hover} />
      </footer>
    </section>
  );
}

/** Held back, its line stays: the paper under it does not jump when it is shown. */
function Statements({ statements, words }: { statements: readonly DeviceStatement[]; words: EcgWords }) {
  if (useContext(MaskedStatements) !== false) return <div className={styles.statements} />;
  const confirmed = statements.every((statement) => statement.confirmed);
  return (
    <div className={styles.statements}>
      <span className={styles.statementSource}>
        {confirmed ? words.deviceConfirmed : words.deviceUnconfirmed}
      </span>
      <span>{statements.map((statement) => statement.text).join(' · ')}</span>
    </div>
  );
}

function copyMeasurement(text: string, onCopy: ((text: string) => void) | undefined): void {
  if (onCopy !== undefined) onCopy(text);
  else void navigator.clipboard?.writeText(text).catch(() => undefined);
}
