/** Journey step 7: a whole recording on one screen: the least and the greatest value of each stretch, in levels of detail. */
import { ok, type Result } from '../../../result.ts';
import type { Recording } from './recording.ts';

export interface OverviewLead {
  readonly name: string;
  /** µV (of other channels: their unit) of each bucket; where min > max nothing was recorded in it. */
  readonly min: Float32Array;
  readonly max: Float32Array;
}

export interface OverviewLevel {
  readonly samplesPerBucket: number;
  readonly leads: readonly OverviewLead[];
}

export interface Overview {
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** The finest first; each next one has four buckets of it in one. */
  readonly levels: readonly OverviewLevel[];
}

export interface OverviewPart extends OverviewLevel {
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** Sample at which the first bucket begins. */
  readonly from: number;
}

const leastBucket = 64;
/** Buckets of the finest level: with twelve leads 24 MB at most, whatever the recording's length. */
const mostBuckets = 262_144;
const blockValues = 1_000_000;

/** Passes a group once, a million values at a time. Fails as `readWindow` does. */
export async function buildOverview(recording: Recording, group: number): Promise<Result<Overview>> {
  const facts = recording.groups[group];
  const { sampleCount = 0, samplingHz = 1 } = facts ?? {};
  let samplesPerBucket = leastBucket;
  while (sampleCount / samplesPerBucket > mostBuckets) samplesPerBucket *= 2;
  const rows = Math.max(1, (facts?.leads.length ?? 0) + (facts?.otherChannels.length ?? 0));
  const step = Math.max(1, Math.floor(blockValues / rows / samplesPerBucket)) * samplesPerBucket;
  const buckets = Math.ceil(sampleCount / samplesPerBucket);
  const leads = [...(facts?.leads ?? []), ...(facts?.otherChannels ?? [])].map((name) => ({
    name,
    min: new Float32Array(buckets).fill(1),
    max: new Float32Array(buckets).fill(0),
  }));
  for (let from = 0; from < sampleCount; from += step) {
    const window = await recording.readWindow(group, from, from + step);
    if (!window.ok) return window;
    const voltages = window.value.leads.map((lead) => ({
      samples: lead.samples,
      missing: lead.missing,
      scale: lead.microvoltsPerLsb,
      zero: lead.baselineMicrovolts,
    }));
    const others = (window.value.otherChannels ?? []).map((channel) => ({
      samples: channel.samples,
      missing: channel.missing,
      scale: channel.unitsPerLsb,
      zero: channel.baseline,
    }));
    for (const [index, row] of [...voltages, ...others].entries()) {
      const lead = leads[index];
      if (lead !== undefined) fillBuckets(lead, from / samplesPerBucket, samplesPerBucket, row);
    }
  }
  const levels: OverviewLevel[] = [{ samplesPerBucket, leads }];
  for (let last = levels[0]; last !== undefined && (last.leads[0]?.min.length ?? 0) > 16; ) {
    last = { samplesPerBucket: last.samplesPerBucket * 4, leads: last.leads.map(coarser) };
    levels.push(last);
  }
  return ok({ samplingHz, sampleCount, levels });
}

interface Row {
  readonly samples: Int16Array | Int32Array;
  readonly missing: ReadonlyArray<readonly [from: number, to: number]>;
  readonly scale: number;
  readonly zero: number;
}

function fillBuckets(lead: OverviewLead, first: number, size: number, row: Row): void {
  const { samples, missing, scale, zero } = row;
  let gap = 0;
  for (let at = 0, bucket = first; at < samples.length; bucket++) {
    const end = Math.min(samples.length, at + size);
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    while (at < end) {
      while ((missing[gap]?.[1] ?? Number.POSITIVE_INFINITY) <= at) gap++;
      const [from = Number.POSITIVE_INFINITY, to = Number.POSITIVE_INFINITY] = missing[gap] ?? [];
      if (from <= at) {
        at = Math.min(end, to);
        continue;
      }
      for (const stop = Math.min(end, from); at < stop; at++) {
        const value = samples[at] ?? 0;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
    if (least > most) continue;
    const one = least * scale + zero;
    const other = most * scale + zero;
    lead.min[bucket] = Math.min(one, other);
    lead.max[bucket] = Math.max(one, other);
  }
}

function coarser(lead: OverviewLead): OverviewLead {
  const count = Math.ceil(lead.min.length / 4);
  const min = new Float32Array(count).fill(1);
  const max = new Float32Array(count).fill(0);
  for (let at = 0; at < lead.min.length; at++) {
    const [least = 1, most = 0] = [lead.min[at], lead.max[at]];
    if (least > most) continue;
    const into = at >> 2;
    const isFirst = (min[into] ?? 1) > (max[into] ?? 0);
    min[into] = isFirst ? least : Math.min(min[into] ?? least, least);
    max[into] = isFirst ? most : Math.max(max[into] ?? most, most);
  }
  return { name: lead.name, min, max };
}

/** Samples [from, to) at the finest level that shows them in at most `most` (from 17 on) buckets; bucket borders widen the stretch. */
export function cutOverview(overview: Overview, from: number, to: number, most: number): OverviewPart {
  const { samplingHz, sampleCount, levels } = overview;
  const end = Math.min(Math.max(to, from), sampleCount);
  const fits = levels.find(({ samplesPerBucket }) => (end - from) / samplesPerBucket + 1 <= most);
  const { samplesPerBucket, leads } = fits ?? levels.at(-1) ?? { samplesPerBucket: 1, leads: [] };
  const first = Math.floor(from / samplesPerBucket);
  const last = Math.ceil(end / samplesPerBucket);
  return {
    samplingHz,
    sampleCount,
    samplesPerBucket,
    from: first * samplesPerBucket,
    leads: leads.map(({ name, min, max }) => ({
      name,
      min: min.subarray(first, last),
      max: max.subarray(first, last),
    })),
  };
}
