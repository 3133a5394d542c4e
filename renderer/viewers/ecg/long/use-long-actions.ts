/** What keys and buttons do in a long recording: scroll, jump between events, change the display, move calipers. */
import type { RefObject } from 'react';
import { eventBeside, type LongEvents } from '#shared/ecg/long/long-events.ts';
import { type CaliperSet, selectedCaliper } from '#shared/measure/ecg-caliper-set.ts';
import type { Caliper } from '#shared/measure/ecg-calipers.ts';
import { type CursorPlace, calipersAfter, panelAfter, settingsAfter } from '../apply-action.ts';
import { type CaliperText, textLine } from '../calipers/caliper-text.ts';
import type { DisplaySettings } from '../display-settings.ts';
import type { EcgAction } from '../shortcuts.ts';
import type { EcgWords } from '../words.ts';
import { samplesOf, shiftSet, standsWithin } from './long-calipers.ts';
import type { LongRecording } from './long-recording.ts';
import { type LongAction, longActionOfKey } from './long-shortcuts.ts';
import type { Scroller } from './scroller.ts';
import type { StretchAnalysis } from './use-stretch-analysis.ts';
import type { LoadedStretch } from './window-store.ts';

export interface LongRoom {
  readonly recording: LongRecording;
  readonly scroller: Scroller;
  readonly settings: DisplaySettings;
  readonly setSettings: (settings: DisplaySettings) => void;
  /** On samples of the recording. */
  readonly set: CaliperSet;
  readonly setSet: (set: CaliperSet) => void;
  /** Lead and sample of the recording that the pointer was last over. */
  readonly place: RefObject<CursorPlace | null>;
  /** What is loaded around the page. */
  readonly pageStretch: () => LoadedStretch | null;
  readonly words: EcgWords;
  readonly textOf: (stretch: LoadedStretch | null, caliper: Caliper, words: EcgWords) => CaliperText;
  readonly copy: (text: string) => void;
  readonly events: {
    readonly chosen: LongEvents | null;
    readonly at: number;
    readonly choose: (of: LongEvents, index: number) => void;
    readonly jump: (sample: number) => void;
    readonly toggleList: () => void;
  };
  readonly panel: StretchAnalysis;
}

/** Without a selected caliper the arrows scroll by so many seconds. */
const scrolls: Partial<Record<EcgAction, number>> = { left: -1, right: 1, 'left-ten': -10, 'right-ten': 10 };
/** Of a resting ECG alone. */
const notHere = new Set<EcgAction>(['fit', 'mode', 'cabrera', 'extra-leads']);

export function useLongActions(room: LongRoom) {
  const { scroller, settings, set } = room;

  function actOnLong(action: LongAction): boolean {
    const { chosen, at, choose, toggleList } = room.events;
    if (action === 'first-page' || action === 'last-page') {
      scroller.jumpTo(action === 'first-page' ? 0 : Number.MAX_SAFE_INTEGER);
      return true;
    }
    if (action === 'events') {
      toggleList();
      return true;
    }
    if (chosen === null) return false;
    const way = action === 'next-event' ? 1 : -1;
    // From the event that is shown to its neighbour; from anywhere else to the nearest one that way.
    const middle = (scroller.now() + scroller.page() / 2) * room.recording.samplingHz;
    const shown = chosen.samples[at];
    const isHere =
      shown !== undefined && Math.abs(shown - middle) <= scroller.page() * room.recording.samplingHz;
    choose(chosen, isHere ? at + way : eventBeside(chosen.samples, middle, way));
    return true;
  }

  function act(action: EcgAction): boolean {
    const stretch = room.pageStretch();
    const selected = selectedCaliper(set);
    if (action === 'copy') {
      if (selected === undefined) return false;
      room.copy(textLine(room.textOf(stretch, selected, room.words)));
      return true;
    }
    const nextPanel = panelAfter(action, room.panel.panel);
    if (nextPanel !== undefined) {
      room.panel.setPanel(nextPanel);
      return true;
    }
    if (action === 'next-page' || action === 'previous-page') {
      scroller.jumpTo(scroller.now() + (action === 'next-page' ? 1 : -1) * scroller.page());
      return true;
    }
    const by = scrolls[action];
    if (by !== undefined && selected === undefined) {
      scroller.glideBy(by);
      return true;
    }
    const isStep = by !== undefined || action.startsWith('up') || action.startsWith('down');
    // A caliper that was scrolled away from is brought back before a key moves it.
    if (isStep && selected !== undefined && (stretch === null || !standsWithin(selected, stretch))) {
      room.events.jump(samplesOf(selected)[0] ?? 0);
      return true;
    }
    if (stretch === null || notHere.has(action)) return false;
    if (action.startsWith('layout-') && action !== 'layout-12x1' && action !== 'layout-single') return false;
    const nextSettings = settingsAfter(action, settings, stretch.group);
    if (nextSettings !== undefined) {
      room.setSettings(nextSettings);
      return true;
    }
    return actOnCalipers(action, stretch);
  }

  function actOnCalipers(action: EcgAction, stretch: LoadedStretch): boolean {
    const { base, group } = stretch;
    const here = room.place.current;
    const onPage = here !== null && here.sample >= base && here.sample < base + group.sampleCount;
    const sample = onPage ? here.sample - base : Math.round((scroller.now() + 1) * group.samplingHz) - base;
    const leadName = onPage ? here.leadName : settings.rhythmLead;
    const next = calipersAfter(action, shiftSet(set, -base), group, { leadName, sample });
    if (next === undefined) return false;
    room.setSet(shiftSet(next, base));
    return true;
  }

  return {
    act,
    actOnLong,
    /** Takes a key press that is a long recording's own. */
    actOnKey: (press: Parameters<typeof longActionOfKey>[0]): boolean => {
      const action = longActionOfKey(press);
      return action !== undefined && actOnLong(action);
    },
  };
}
