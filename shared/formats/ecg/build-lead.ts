/** Journey step 2: a lead from what a format says of it; what it does not say is null, never guessed. */
import type { WaveformGroup, WaveformLead } from '../../study/waveform.ts';

export interface LeadFilters {
  readonly filterLowHz: number | null;
  readonly filterHighHz: number | null;
  readonly notchHz: number | null;
}

export const noFilters: LeadFilters = { filterLowHz: null, filterHighHz: null, notchHz: null };

/** Of a lead only name, samples and scale must be known. */
export function buildLead(
  given: Pick<WaveformLead, 'name' | 'samples' | 'microvoltsPerLsb'> & Partial<WaveformLead>,
): WaveformLead {
  return { baselineMicrovolts: 0, missing: [], ...noFilters, ...given };
}

/**
 * A group of leads of one rate. Leads of unequal length are filled up at their end and marked missing there, so that all
 * have `sampleCount` samples.
 */
export function buildGroup(
  label: string,
  samplingHz: number,
  leads: readonly WaveformLead[],
  offsetMs?: number,
): WaveformGroup {
  const sampleCount = Math.max(0, ...leads.map((lead) => lead.samples.length));
  const even = leads.map((lead) => (lead.samples.length === sampleCount ? lead : fillUp(lead, sampleCount)));
  return { label, samplingHz, sampleCount, leads: even, ...(offsetMs === undefined ? {} : { offsetMs }) };
}

function fillUp(lead: WaveformLead, sampleCount: number): WaveformLead {
  const samples = new Int32Array(sampleCount);
  samples.set(lead.samples);
  return { ...lead, samples, missing: [...lead.missing, [lead.samples.length, sampleCount]] };
}

/** The longest group first, as every consumer expects. */
export function longestFirst(groups: readonly WaveformGroup[]): WaveformGroup[] {
  return [...groups].sort((one, other) => secondsOf(other) - secondsOf(one));
}

/** Length of a group in seconds. */
export function secondsOf(group: WaveformGroup): number {
  return group.sampleCount / group.samplingHz;
}
