/** Where the keyboard starts on the paper, and the page that shows a given moment. */
import { pageSeconds } from '#shared/ecg/tracing.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { CursorPlace } from './apply-action.ts';
import type { DisplaySettings } from './display-settings.ts';

/** When the pointer has not been on the paper: the rhythm lead, one second into the page. */
export function usualPlace(group: WaveformGroup, settings: DisplaySettings): CursorPlace {
  const lead = group.leads.find((each) => each.name === settings.rhythmLead) ?? group.leads[0];
  const sample = Math.round((settings.startSeconds + 1) * group.samplingHz);
  return { leadName: lead?.name ?? '', sample: Math.min(sample, Math.max(0, group.sampleCount - 1)) };
}

/** The page with this sample on it: the present one when it is, else one with the sample in its middle. */
export function pageAround(group: WaveformGroup, settings: DisplaySettings, sample: number): DisplaySettings {
  const seconds = sample / group.samplingHz;
  const { startSeconds } = settings;
  if (seconds >= startSeconds && seconds < startSeconds + pageSeconds) return settings;
  const last = Math.max(0, group.sampleCount / group.samplingHz - pageSeconds);
  return { ...settings, startSeconds: Math.min(Math.max(0, seconds - pageSeconds / 2), last) };
}
