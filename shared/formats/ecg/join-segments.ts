/**
 * Journey step 2: recordings printed lead by lead (3 × 4 of 2.5 s, say) hold each lead only for its own stretch. The
 * stretches are put on one time axis, with what was not recorded marked missing, so that they are read as one tracing.
 */
import type { WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { buildGroup } from './build-lead.ts';

/** A day of samples at 1000 Hz: beyond it the offsets are nonsense. */
const mostSamples = 86_400_000;

/** One group where all are of one rate, at known offsets, and no lead is in two of them; else the groups as they are. */
export function joinSegments(groups: readonly WaveformGroup[]): WaveformGroup[] {
  const [first] = groups;
  if (first === undefined || groups.length < 2) return [...groups];
  const { samplingHz, label } = first;
  const names = groups.flatMap((group) => group.leads.map((lead) => lead.name));
  const fits = groups.every(
    (group) =>
      group.samplingHz === samplingHz && group.offsetMs !== undefined && group.otherChannels === undefined,
  );
  if (!fits || new Set(names).size !== names.length) return [...groups];
  const begins = Math.min(...groups.map((group) => group.offsetMs ?? 0));
  const startOf = (group: WaveformGroup) =>
    Math.round((((group.offsetMs ?? 0) - begins) * samplingHz) / 1000);
  const total = Math.max(...groups.map((group) => startOf(group) + group.sampleCount));
  if (total * names.length > mostSamples) return [...groups];
  const leads = groups.flatMap((group) => group.leads.map((lead) => placeLead(lead, startOf(group), total)));
  return [buildGroup(label, samplingHz, leads, begins)];
}

function placeLead(lead: WaveformLead, from: number, total: number): WaveformLead {
  const samples = new Int32Array(total);
  samples.set(lead.samples, from);
  const end = from + lead.samples.length;
  const gaps: Array<readonly [number, number]> = lead.missing.map(([start, stop]) => [
    start + from,
    stop + from,
  ]);
  if (from > 0) gaps.unshift([0, from]);
  if (end < total) gaps.push([end, total]);
  return { ...lead, samples, missing: gaps };
}
