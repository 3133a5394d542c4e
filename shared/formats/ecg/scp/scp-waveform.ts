/** Journey step 2: rhythm and reference beat of an SCP-ECG record, out of sections 2 to 6. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformAnnotation, WaveformGroup, WaveformLead } from '../../../study/waveform.ts';
import { buildGroup, buildLead, type LeadFilters } from '../build-lead.ts';
import { type HuffmanTable, readHuffmanTables } from './scp-huffman.ts';
import { readScpBeats, readScpLeads, type ScpBeats, type ScpLead, type ScpLeads } from './scp-leads.ts';
import type { ScpRecord } from './scp-record.ts';
import { addReferenceBeat, spreadThinned, thinnedCount } from './scp-restore.ts';
import { decodeLead, readScpBlock, type ScpBlock } from './scp-samples.ts';

export interface ScpWaveform {
  readonly groups: readonly WaveformGroup[];
  readonly annotations: readonly WaveformAnnotation[];
}

interface Parts {
  readonly tables: readonly HuffmanTable[] | null;
  readonly leads: ScpLeads;
  readonly beats: ScpBeats | null;
  readonly reference: ScpBlock | null;
  readonly rhythm: ScpBlock;
}

/** Fails with `scp-damaged` or `no-waveform`. */
export function readScpWaveform(
  record: ScpRecord,
  filters: LeadFilters,
  warnings: Set<string>,
): Result<ScpWaveform> {
  const read = readParts(record);
  if (!read.ok) return read;
  const parts = read.value;
  const { leads, beats, reference } = parts;
  const references = referenceBeats(parts, warnings);
  const restored = leads.leads.map((lead, index) => restoreLead(parts, lead, index, references, warnings));
  const interval = restored[0]?.interval ?? parts.rhythm.interval;
  const [first, last] = axisOf(leads);
  const rhythm = leads.leads.map((lead, index) => {
    const { samples, nanovolts, short } = restored[index] ?? {
      samples: new Int32Array(0),
      nanovolts: 1,
      short: 0,
    };
    return placeOnAxis(lead, { samples, short, nanovolts, interval }, first, last, filters);
  });
  const groups = [buildGroup('RHYTHM', 1e6 / interval, rhythm)];
  if (reference !== null && references.some((samples) => samples.length > 0)) {
    const medians = leads.leads.map((lead, index) =>
      buildLead({
        name: lead.name,
        samples: references[index] ?? new Int32Array(0),
        microvoltsPerLsb: reference.nanovolts / 1000,
        ...filters,
      }),
    );
    groups.push(buildGroup('MEDIAN BEAT', 1e6 / reference.interval, medians));
  }
  const annotations = (beats?.beats ?? [])
    .map((beat) => ({ sample: beat.fiducial - first, code: beat.type === 0 ? 'N' : 'Q', text: '' }))
    .filter(({ sample }) => sample >= 0 && sample <= last - first);
  return ok({ groups, annotations });
}

function readParts(record: ScpRecord): Result<Parts> {
  const definition = record.sections.get(3);
  const stored = record.sections.get(6);
  if (definition === undefined || stored === undefined) return fail(failure('no-waveform'));
  const leads = readScpLeads(definition);
  if (!leads.ok) return leads;
  const tables = readHuffmanTables(record.sections.get(2));
  if (!tables.ok) return tables;
  const rhythm = readScpBlock(stored, leads.value.leads.length);
  if (!rhythm.ok) return rhythm;
  // Judged before anything is allocated: a bit may stand for four samples at most, and leads may lie end to end.
  const [first, last] = axisOf(leads.value);
  if ((last - first + 1) * leads.value.leads.length > 256 * stored.body.length)
    return fail(
      failure('scp-damaged', { detail: `${last - first + 1} samples in ${stored.body.length} bytes` }),
    );
  const places = record.sections.get(4);
  const beats = places === undefined ? ok(null) : readScpBeats(places, leads.value.subtracted);
  if (!beats.ok) return beats;
  const kept = record.sections.get(5);
  const reference = kept === undefined ? ok(null) : readScpBlock(kept, leads.value.leads.length);
  if (!reference.ok) return reference;
  if ((leads.value.subtracted || rhythm.value.bimodal) && (beats.value === null || reference.value === null))
    return fail(failure('scp-damaged', { detail: 'section 4 or 5 is missing, on which section 6 rests' }));
  return ok({
    tables: tables.value,
    leads: leads.value,
    beats: beats.value,
    reference: reference.value,
    rhythm: rhythm.value,
  });
}

/** First and last sample of all leads together. */
function axisOf({ leads }: ScpLeads): [first: number, last: number] {
  return [Math.min(...leads.map((lead) => lead.start)), Math.max(...leads.map((lead) => lead.end))];
}

/** The reference beat of each lead, in LSB of section 5. */
function referenceBeats({ reference, beats, tables }: Parts, warnings: Set<string>): Int32Array[] {
  if (reference === null || beats === null) return [];
  const count = Math.floor((beats.referenceMs * 1000) / reference.interval);
  return reference.leads.map((bytes) => {
    const samples = decodeLead(bytes, tables, reference.difference, count);
    if (samples.length < count && bytes.length > 0) warnings.add('waveform-short');
    return samples;
  });
}

interface RestoredLead {
  readonly samples: Int32Array;
  readonly nanovolts: number;
  readonly interval: number;
  /** Samples at the end that the file promises and does not hold. */
  readonly short: number;
}

function restoreLead(
  parts: Parts,
  lead: ScpLead,
  index: number,
  references: readonly Int32Array[],
  warnings: Set<string>,
): RestoredLead {
  const { rhythm, reference, beats, tables, leads } = parts;
  const bytes = rhythm.leads[index] ?? new Uint8Array(0);
  const full = lead.end - lead.start + 1;
  const factor = thinningFactor(parts);
  const zones = beats?.protectedZones ?? [];
  const count = factor > 1 ? thinnedCount(lead, zones, factor) : full;
  // A lead holds at least one bit for each value: what the numbers promise beyond that is not there.
  const values = decodeLead(bytes, tables, rhythm.difference, Math.min(count, bytes.length * 8));
  if (values.length < count) warnings.add('waveform-short');
  if (factor > 1) warnings.add('samples-thinned');
  const interval = factor > 1 ? rhythm.interval / factor : rhythm.interval;
  const short = Math.min(full, (count - values.length) * factor);
  let samples = factor > 1 ? spreadThinned(values, lead, zones, factor) : values;
  if (!leads.subtracted || reference === null || beats === null)
    return { samples, nanovolts: rhythm.nanovolts, interval, short };
  // One scale for both: the greatest that divides the two, so that nothing is rounded.
  const nanovolts = greatestDivisor(rhythm.nanovolts, reference.nanovolts);
  const own = rhythm.nanovolts / nanovolts;
  if (own !== 1) samples = samples.map((sample) => sample * own);
  addReferenceBeat(
    samples,
    lead,
    references[index] ?? new Int32Array(0),
    beats,
    reference.nanovolts / nanovolts,
  );
  return { samples, nanovolts, interval, short };
}

/** How many samples a kept value stands for outside the zones (5.9.3): at most 4. */
function thinningFactor({ rhythm, reference }: Parts): number {
  if (!rhythm.bimodal || reference === null) return 1;
  const factor = rhythm.interval / reference.interval;
  return Number.isInteger(factor) && factor >= 1 && factor <= 4 ? factor : 1;
}

function greatestDivisor(one: number, other: number): number {
  let [larger, smaller] = [one, other];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** The lead on the axis of all leads; where another was recorded but not this one is marked missing. */
function placeOnAxis(
  lead: ScpLead,
  { samples, short, nanovolts }: RestoredLead,
  first: number,
  last: number,
  filters: LeadFilters,
): WaveformLead {
  const total = last - first + 1;
  const from = lead.start - first;
  const held = lead.end - lead.start + 1 - short;
  const missing: Array<readonly [number, number]> = [];
  if (from > 0) missing.push([0, from]);
  if (from + held < total) missing.push([from + held, total]);
  let placed = samples;
  if (samples.length !== total) {
    placed = new Int32Array(total);
    placed.set(samples.subarray(0, total - from), from);
  }
  return buildLead({
    name: lead.name,
    samples: placed,
    missing,
    microvoltsPerLsb: nanovolts / 1000,
    ...filters,
  });
}
