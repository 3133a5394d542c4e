/** The lines printed with a tracing: true scale, column mode, filters, and what of the signal is not as it seems. */
import { displayShiftMillivolts } from '#shared/ecg/lead-amplitude.ts';
import { leadNamed, leadPresence } from '#shared/ecg/lead-presence.ts';
import { leadsLeftOut, leadsOfPage } from '#shared/ecg/leads-of-page.ts';
import type { LeadPresence } from '#shared/ecg/tracing.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { millivoltText } from './calipers/caliper-text.ts';
import type { DisplaySettings } from './display-settings.ts';
import { passesAll } from './filter-group.ts';
import type { PaperView } from './layout/paper-view.ts';
import type { EcgWords } from './words.ts';

/** `25 mm/s  10 mm/mV`, or, fitted, the true millimetres on this screen. */
export function scaleText(settings: DisplaySettings, view: PaperView, words: EcgWords): string {
  const squares = `${settings.speed} mm/s  ${settings.gain} mm/mV`;
  if (!settings.fit) return squares;
  const speed = (settings.speed * view.fitFactor).toFixed(1);
  const gain = (settings.gain * view.fitFactor).toFixed(1);
  return `${squares}  (${words.fitted} ${speed} mm/s · ${gain} mm/mV)`;
}

/** The foot of the paper. */
export function footText(
  group: WaveformGroup,
  settings: DisplaySettings,
  view: PaperView,
  words: EcgWords,
): string {
  const parts = [scaleText(settings, view, words)];
  if (view.geometry.arrangement.columns > 1) parts.push(words.modeLong[settings.mode]);
  if (settings.order === 'cabrera') parts.push(words.filters.orderLong);
  parts.push(`${group.samplingHz} Hz`, displayFilterText(settings, words));
  return parts.join('    ');
}

/** What the picture went through on this screen: always said, also when it is nothing. */
export function displayFilterText({ filters }: DisplaySettings, { filters: words }: EcgWords): string {
  if (passesAll(filters)) return words.shownUnfiltered;
  const { highPassHz, lowPassHz, notchHz, baseline } = filters;
  const parts: string[] = [];
  if (highPassHz !== null || lowPassHz !== null) {
    parts.push(
      lowPassHz === null
        ? `> ${highPassHz} Hz`
        : highPassHz === null
          ? `< ${lowPassHz} Hz`
          : `${highPassHz}–${lowPassHz} Hz`,
    );
  }
  if (notchHz !== null) parts.push(`${words.notch} ${notchHz} Hz`);
  if (baseline) parts.push(words.baseline);
  return `${words.shown} ${parts.join(', ')}`;
}

/** What the device says it filtered, and what the display does. */
export function filterText(group: WaveformGroup, settings: DisplaySettings, words: EcgWords): string {
  const colon = words.filter === '滤波' ? ':' : ': ';
  return `${words.filter}${colon}${deviceFilter(group, words)};${colon.slice(1)}${displayFilterText(settings, words)}`;
}

function deviceFilter(group: WaveformGroup, words: EcgWords): string {
  const texts = new Set(group.leads.map((lead) => bandText(lead, words)));
  const [only] = texts;
  if (texts.size > 1) return `${words.filterDevice} ${words.filterVaries}`;
  return only === undefined || only === '' ? words.filterUnknown : `${words.filterDevice} ${only}`;
}

function bandText(
  lead: { filterLowHz: number | null; filterHighHz: number | null; notchHz: number | null },
  words: EcgWords,
): string {
  const parts: string[] = [];
  if (lead.filterLowHz !== null && lead.filterHighHz !== null) {
    parts.push(`${lead.filterLowHz}–${lead.filterHighHz} Hz`);
  } else if (lead.filterLowHz !== null) parts.push(`> ${lead.filterLowHz} Hz`);
  else if (lead.filterHighHz !== null) parts.push(`< ${lead.filterHighHz} Hz`);
  if (lead.notchHz !== null && lead.notchHz > 0) parts.push(`${words.notch} ${lead.notchHz} Hz`);
  return parts.join(', ');
}

/** Leads that are not there, that this layout leaves out, or whose offset was taken off, each named. */
export function noticeTexts(group: WaveformGroup, settings: DisplaySettings, words: EcgWords): string[] {
  const notices: string[] = [];
  for (const [presence, names] of leadsByPresence(group, settings)) {
    if (presence !== 'present') notices.push(`${words.presence[presence]} ${names.join(' ')}`);
  }
  const out = leadsLeftOut(group, settings);
  if (out.length > 0) notices.push(`${words.leftOut} ${out.join(' ')}`);
  const shifted = group.leads
    .map((lead) => ({ lead, shift: displayShiftMillivolts(lead) }))
    .filter(({ shift }) => shift !== 0)
    .map(({ lead, shift }) => `${lead.name} ${millivoltText(-shift, 1)}`);
  if (shifted.length > 0) notices.push(`${words.shifted} ${shifted.join(', ')}`);
  return notices;
}

/** Leads of the page by how much of them the recording has, over its whole length. */
function leadsByPresence(group: WaveformGroup, settings: DisplaySettings): Map<LeadPresence, string[]> {
  const found = new Map<LeadPresence, string[]>();
  for (const name of leadsOfPage(group, settings)) {
    const presence = leadPresence(leadNamed(group, name), 0, group.sampleCount);
    found.set(presence, [...(found.get(presence) ?? []), name]);
  }
  return found;
}
