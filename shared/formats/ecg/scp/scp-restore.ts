/**
 * Journey step 2: the curve of SCP-ECG out of what "high compression" left of it (EN 1064 annex C): samples that were
 * thinned out between the beats are interpolated, and the reference beat is added where it was subtracted.
 */
import type { ScpBeats, ScpLead } from './scp-leads.ts';

type Zones = ScpBeats['protectedZones'];

/** How many values a lead has in the file when every `factor` samples outside the zones are kept as one. */
export function thinnedCount({ start, end }: ScpLead, zones: Zones, factor: number): number {
  let count = 0;
  for (const run of runsOf(start, end, zones)) {
    const length = run.to - run.from;
    count += run.kept ? length : Math.ceil(length / factor);
  }
  return count;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly kept: boolean;
}

/** The lead cut at the borders of the zones, as [from, to) of sample numbers. */
function runsOf(start: number, end: number, zones: Zones): Run[] {
  const runs: Run[] = [];
  let at = start;
  for (const [zoneStart, zoneEnd] of zones) {
    const from = Math.max(zoneStart, at);
    const to = Math.min(zoneEnd, end) + 1;
    if (to <= from) continue;
    if (from > at) runs.push({ from: at, to: from, kept: false });
    runs.push({ from, to, kept: true });
    at = to;
  }
  if (at <= end) runs.push({ from: at, to: end + 1, kept: false });
  return runs;
}

/** The lead at full rate. Between the middles of two kept means it runs straight; before the first and after the last it rests. */
export function spreadThinned(values: Int32Array, lead: ScpLead, zones: Zones, factor: number): Int32Array {
  const samples = new Int32Array(lead.end - lead.start + 1);
  let taken = 0;
  for (const { from, to, kept } of runsOf(lead.start, lead.end, zones)) {
    const length = to - from;
    const at = from - lead.start;
    if (kept) {
      for (let index = 0; index < length; index++) samples[at + index] = values[taken + index] ?? 0;
      taken += length;
      continue;
    }
    const means = Math.ceil(length / factor);
    for (let index = 0; index < length; index++) {
      const place = Math.min(Math.max((index + 0.5) / factor - 0.5, 0), means - 1);
      const left = Math.floor(place);
      const first = values[taken + left] ?? 0;
      const second = values[taken + Math.min(left + 1, means - 1)] ?? first;
      samples[at + index] = Math.round(first + (second - first) * (place - left));
    }
    taken += means;
  }
  return samples;
}

/**
 * Adds the reference beat to `samples` in place, where beats of its kind lie. Both are in LSB of their own section; the
 * factors bring them to one scale.
 */
export function addReferenceBeat(
  samples: Int32Array,
  lead: ScpLead,
  reference: Int32Array,
  beats: ScpBeats,
  referenceFactor: number,
): void {
  for (const beat of beats.beats) {
    if (beat.type !== 0) continue;
    const from = Math.max(beat.start, lead.start);
    const to = Math.min(beat.end, lead.end);
    for (let number = from; number <= to; number++) {
      const value = reference[number - beat.fiducial + beats.referenceFiducial - 1];
      if (value !== undefined) {
        const at = number - lead.start;
        samples[at] = (samples[at] ?? 0) + value * referenceFactor;
      }
    }
  }
}
