/** What of a lead is really there: a lead that is missing, padding or dead is named so, never drawn as a silent flat line. */
import type { WaveformGroup, WaveformLead } from '../study/waveform.ts';
import type { LeadPresence } from './tracing.ts';

/** The lead of this name, or undefined when the recording does not have it. */
export function leadNamed(group: WaveformGroup, name: string): WaveformLead | undefined {
  return group.leads.find((lead) => lead.name === name);
}

/**
 * How much of a lead is there within samples [from, to).
 * `flat` needs at least two samples that are all equal over the whole recording, as an electrode that fell off leaves.
 */
export function leadPresence(lead: WaveformLead | undefined, from: number, to: number): LeadPresence {
  if (lead === undefined || lead.samples.length === 0) return 'absent';
  const missing = missingWithin(lead, from, to);
  if (missing >= to - from) return 'detached';
  if (missing === 0 && neverChanges(lead)) return 'flat';
  return missing > 0 ? 'partly-missing' : 'present';
}

/** The stretches of [from, to) that hold signal, in order. */
export function signalRanges(lead: WaveformLead, from: number, to: number): Array<readonly [number, number]> {
  const ranges: Array<readonly [number, number]> = [];
  let start = Math.max(0, from);
  const end = Math.min(lead.samples.length, to);
  for (const [gapFrom, gapTo] of trueGaps(lead)) {
    if (gapTo <= start) continue;
    if (gapFrom >= end) break;
    if (gapFrom > start) ranges.push([start, gapFrom]);
    start = Math.max(start, gapTo);
  }
  if (start < end) ranges.push([start, end]);
  return ranges;
}

/** The stretches of [from, to) that hold no signal: padding, or past the end of the samples. */
export function missingRanges(
  lead: WaveformLead,
  from: number,
  to: number,
): Array<readonly [number, number]> {
  const gaps: Array<readonly [number, number]> = [];
  let at = from;
  for (const [start, end] of signalRanges(lead, from, to)) {
    if (start > at) gaps.push([at, start]);
    at = end;
  }
  if (at < to) gaps.push([at, to]);
  return gaps;
}

function missingWithin(lead: WaveformLead, from: number, to: number): number {
  return missingRanges(lead, from, to).reduce((sum, [start, end]) => sum + end - start, 0);
}

const neverChangesCache = new WeakMap<WaveformLead, boolean>();

function neverChanges(lead: WaveformLead): boolean {
  const known = neverChangesCache.get(lead);
  if (known !== undefined) return known;
  const first = lead.samples[0];
  const answer = lead.samples.length > 1 && lead.samples.every((sample) => sample === first);
  neverChangesCache.set(lead, answer);
  return answer;
}

/** A shorter run of padding is looked at before it is believed. */
const shortGapSamples = 20;
const nearMicrovolts = 200;
const gapsOf = new WeakMap<WaveformLead, ReadonlyArray<readonly [number, number]>>();

/**
 * Padding that is really missing signal, in order. Devices declare padding values that their own signal passes through (0 is
 * common): a short run whose value lies where its neighbours do is signal, and tearing the trace there would be wrong.
 */
function trueGaps(lead: WaveformLead): ReadonlyArray<readonly [number, number]> {
  const known = gapsOf.get(lead);
  if (known !== undefined) return known;
  const gaps = lead.missing
    .filter(([from, to]) => to - from >= shortGapSamples || !liesOnSignal(lead, from, to))
    .sort((a, b) => a[0] - b[0]);
  gapsOf.set(lead, gaps);
  return gaps;
}

function liesOnSignal(lead: WaveformLead, from: number, to: number): boolean {
  // At either end of the recording there is one neighbour only.
  const before = lead.samples[from - 1] ?? lead.samples[to];
  const after = lead.samples[to] ?? before;
  const value = lead.samples[from];
  if (before === undefined || after === undefined || value === undefined) return false;
  const margin = nearMicrovolts / Math.max(Math.abs(lead.microvoltsPerLsb), 1e-6);
  return value >= Math.min(before, after) - margin && value <= Math.max(before, after) + margin;
}
