/** The signal as it is drawn: the recording through the display filters, around the page alone. Nothing is measured on it. */
import { type DisplayFilters, filterLead } from '#shared/ecg/filters/display-filters.ts';
import { pageSeconds } from '#shared/ecg/tracing.ts';
import type { WaveformGroup, WaveformLead } from '#shared/study/waveform.ts';

/** A filter needs this much signal on either side of the page to have settled on it, s. */
const settlingSeconds = 20;
/** Finer than any converter: the filtered picture loses nothing by being integers again. */
const drawnMicrovoltsPerLsb = 0.1;

/** True when the filters leave the picture as it was recorded. */
export function passesAll({ highPassHz, lowPassHz, notchHz, baseline }: DisplayFilters): boolean {
  return highPassHz === null && lowPassHz === null && notchHz === null && !baseline;
}

/** The group to draw for the page that begins at `startSeconds`: the given one itself when nothing is filtered. */
export function filterGroup(
  group: WaveformGroup,
  filters: DisplayFilters,
  startSeconds: number,
): WaveformGroup {
  const { samplingHz, sampleCount } = group;
  const from = Math.max(0, Math.floor((startSeconds - settlingSeconds) * samplingHz));
  const to = Math.min(sampleCount, Math.ceil((startSeconds + pageSeconds + settlingSeconds) * samplingHz));
  return filterSamples(group, filters, from, to);
}

/** Samples [from, to) of the group as they are drawn, the others at zero; the given group itself when nothing is filtered. */
export function filterSamples(
  group: WaveformGroup,
  filters: DisplayFilters,
  from: number,
  to: number,
): WaveformGroup {
  if (passesAll(filters)) return group;
  const { samplingHz } = group;
  const draw = (lead: WaveformLead): WaveformLead => {
    const samples = new Int32Array(lead.samples.length);
    const millivolts = filterLead(lead, samplingHz, filters, from, Math.min(to, lead.samples.length));
    for (let i = 0; i < millivolts.length; i++) {
      samples[from + i] = Math.round(((millivolts[i] as number) * 1000) / drawnMicrovoltsPerLsb);
    }
    return { ...lead, samples, microvoltsPerLsb: drawnMicrovoltsPerLsb, baselineMicrovolts: 0 };
  };
  return { ...group, leads: group.leads.map(draw) };
}
