/** A loaded ECG: toolbar, device statements, paper, caliper numbers and status line, with one keyboard for all. */
import { type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import {
  type CaliperSet,
  noCalipers,
  selectCaliper,
  selectedCaliper,
} from '#shared/measure/ecg-caliper-set.ts';
import type { DeviceStatement, WaveformGroup } from '#shared/study/waveform.ts';
import { type CursorPlace, calipersAfter, settingsAfter } from './apply-action.ts';
import { caliperLine } from './calipers/caliper-text.ts';
import { type DisplaySettings, type EcgTheme, usualSettings } from './display-settings.ts';
import { EcgPaper } from './ecg-paper.tsx';
import { EcgReadouts } from './ecg-readouts.tsx';
import { EcgToolbar } from './ecg-toolbar.tsx';
import styles from './ecg-viewer.module.css';
import { filterText, noticeTexts } from './paper-text.ts';
import { actionOfKey, type EcgAction } from './shortcuts.ts';
import type { EcgWords } from './words.ts';

export interface EcgReadingProps {
  readonly group: WaveformGroup;
  readonly words: EcgWords;
  readonly theme: EcgTheme;
  readonly patientBanner: ReactNode;
  readonly statements: readonly DeviceStatement[];
  readonly pixelsPerMm: number;
  readonly onCopyMeasurement: ((text: string) => void) | undefined;
}

export function EcgReading(props: EcgReadingProps) {
  const { group, words, theme } = props;
  const [settings, setSettings] = useState<DisplaySettings>({ ...usualSettings, theme });
  const [set, setSet] = useState<CaliperSet>(noCalipers);
  const [shown, setShown] = useState({ group, theme });
  const place = useRef<CursorPlace | null>(null);
  const hoverText = useRef<HTMLSpanElement>(null);

  // Another recording: its calipers and page are not this one's; layout, gain and speed stay as the reader set them.
  if (shown.group !== group || shown.theme !== theme) {
    setShown({ group, theme });
    if (shown.group !== group) {
      setSet(noCalipers);
      setSettings({ ...settings, startSeconds: 0 });
    }
    if (shown.theme !== theme) setSettings((before) => ({ ...before, theme }));
  }

  const act = (action: EcgAction): boolean => {
    const selected = selectedCaliper(set);
    if (action === 'copy') {
      if (selected === undefined) return false;
      copyMeasurement(caliperLine(group, selected, words), props.onCopyMeasurement);
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

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const action = actionOfKey(event);
    if (action === undefined || (isControl(event.target) && belongsToControls(event.key))) return;
    if (!act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onHover = useCallback((at: CursorPlace | null, text: string): void => {
    if (at !== null) place.current = at;
    if (hoverText.current !== null) hoverText.current.textContent = text;
  }, []);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the paper itself takes the keyboard for its calipers
    <section className={styles.viewer} aria-label={words.viewer} tabIndex={0} onKeyDown={onKeyDown}>
      {props.patientBanner}
      <EcgToolbar
        group={group}
        settings={settings}
        words={words}
        onSettings={setSettings}
        onAction={(action) => act(action)}
      />
      {props.statements.length > 0 && <Statements statements={props.statements} words={words} />}
      <EcgPaper
        group={group}
        settings={settings}
        words={words}
        pixelsPerMm={props.pixelsPerMm}
        set={set}
        onSet={setSet}
        onHover={onHover}
      />
      <EcgReadouts
        group={group}
        set={set}
        words={words}
        onSelect={(id) => setSet(selectCaliper(set, id))}
        onAction={(action) => act(action)}
      />
      <footer className={styles.status}>
        <span>{filterText(group, words)}</span>
        {noticeTexts(group, settings, words).map((notice) => (
          <span key={notice}>{notice}</span>
        ))}
        <span ref={hoverText} className={styles.hover} />
      </footer>
    </section>
  );
}

function Statements({ statements, words }: { statements: readonly DeviceStatement[]; words: EcgWords }) {
  const confirmed = statements.every((statement) => statement.confirmed);
  return (
    <div className={styles.statements}>
      <span className={styles.statementSource}>
        {words.deviceStatements}({confirmed ? words.confirmed : words.unconfirmed})
      </span>
      <span>{statements.map((statement) => statement.text).join(' · ')}</span>
    </div>
  );
}

/** Where the keyboard starts when the pointer has not been on the paper: lead II, one second into the page. */
function usualPlace(group: WaveformGroup, settings: DisplaySettings): CursorPlace {
  const lead = group.leads.find((each) => each.name === settings.rhythmLead) ?? group.leads[0];
  const sample = Math.round((settings.startSeconds + 1) * group.samplingHz);
  return { leadName: lead?.name ?? '', sample: Math.min(sample, Math.max(0, group.sampleCount - 1)) };
}

function copyMeasurement(text: string, onCopy: ((text: string) => void) | undefined): void {
  if (onCopy !== undefined) onCopy(text);
  else void navigator.clipboard?.writeText(text).catch(() => undefined);
}

/** In a control of the toolbar, arrows, Tab, space and delete keep their usual meaning. */
function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, select, button, textarea') !== null;
}

function belongsToControls(key: string): boolean {
  return key.startsWith('Arrow') || key.startsWith('Page') || [' ', 'Tab', 'Enter'].includes(key);
}
