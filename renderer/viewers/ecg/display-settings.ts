/** How an ECG is looked at until a reader chooses otherwise, and what each key of the toolbar makes of it. */
import type { DisplaySettings } from '#shared/ecg/display-settings.ts';
import {
  highPassChoicesHz,
  lowPassChoicesHz,
  noFilters,
  notchChoicesHz,
} from '#shared/ecg/filters/display-filters.ts';
import { type PaperGain, type PaperSpeed, paperGains, paperSpeeds } from '#shared/ecg/tracing.ts';

export type { CaliperTool, DisplaySettings, EcgTheme } from '#shared/ecg/display-settings.ts';

export const usualSettings: DisplaySettings = {
  layout: '3x4+1R',
  speed: 25,
  gain: 10,
  mode: 'continuous',
  rhythmLead: 'II',
  order: 'standard',
  extraLeads: false,
  filters: noFilters,
  startSeconds: 0,
  fit: false,
  theme: 'paper',
  tool: 'time',
};

/** The next value up or down a list; the same at its end. */
function stepped<T>(values: readonly T[], current: T, by: 1 | -1): T {
  return values[values.indexOf(current) + by] ?? current;
}

/** One gain up or down. */
export function stepGain(settings: DisplaySettings, by: 1 | -1): DisplaySettings {
  return { ...settings, gain: stepped<PaperGain>(paperGains, settings.gain, by) };
}

/** One paper speed up or down. */
export function stepSpeed(settings: DisplaySettings, by: 1 | -1): DisplaySettings {
  return { ...settings, speed: stepped<PaperSpeed>(paperSpeeds, settings.speed, by) };
}

/** The next choice of one filter; after the last it is off again. */
export function stepFilter(
  settings: DisplaySettings,
  which: 'highPassHz' | 'lowPassHz' | 'notchHz' | 'baseline' | 'none',
): DisplaySettings {
  const { filters } = settings;
  const next = <T>(choices: readonly T[], current: T): T =>
    choices[(choices.indexOf(current) + 1) % choices.length] ?? current;
  switch (which) {
    case 'highPassHz':
      return {
        ...settings,
        filters: { ...filters, highPassHz: next([null, ...highPassChoicesHz], filters.highPassHz) },
      };
    case 'lowPassHz':
      return {
        ...settings,
        filters: {
          ...filters,
          lowPassHz: next([null, ...[...lowPassChoicesHz].reverse()], filters.lowPassHz),
        },
      };
    case 'notchHz':
      return {
        ...settings,
        filters: { ...filters, notchHz: next([null, ...notchChoicesHz], filters.notchHz) },
      };
    case 'baseline':
      return { ...settings, filters: { ...filters, baseline: !filters.baseline } };
    case 'none':
      return { ...settings, filters: noFilters };
  }
}

/** One page on or back in a recording longer than a page; the last page ends with the recording. */
export function stepPage(
  settings: DisplaySettings,
  durationSeconds: number,
  pageSeconds: number,
  by: 1 | -1,
): DisplaySettings {
  const last = Math.max(0, durationSeconds - pageSeconds);
  const startSeconds = Math.min(Math.max(0, settings.startSeconds + by * pageSeconds), last);
  return { ...settings, startSeconds };
}

/** The next lead of the recording as rhythm strip. */
export function stepRhythmLead(settings: DisplaySettings, leadNames: readonly string[]): DisplaySettings {
  const next = leadNames[(leadNames.indexOf(settings.rhythmLead) + 1) % Math.max(1, leadNames.length)];
  return { ...settings, rhythmLead: next ?? settings.rhythmLead };
}
