/** Journey step 2: the samples of one EDF or BDF signal, gathered from all records, and the scale they are in. */
import type { SampleArray, WaveformChannel, WaveformLead } from '../../../study/waveform.ts';
import { buildLead } from '../build-lead.ts';
import { int16At } from '../interleaved.ts';
import { leadName } from '../lead-names.ts';
import { type MissingRuns, tailOf } from '../missing-runs.ts';
import { microvoltsPerUnit, plainFactor } from '../voltage-units.ts';
import type { EdfHeader, EdfSignal } from './edf-header.ts';

/** Where each record goes: index of its first sample in units of whole records may be fractional with gaps. */
export interface RecordPlan {
  readonly records: number;
  /** Records before this stretch in the file. */
  readonly firstRecord: number;
}

/** Samples of the records [firstRecord, firstRecord + records). */
export function gatherSamples(
  bytes: Uint8Array,
  header: EdfHeader,
  signal: EdfSignal,
  plan: RecordPlan,
): SampleArray {
  const { samplesPerRecord } = signal;
  const total = plan.records * samplesPerRecord;
  const samples = header.bytesPerSample === 2 ? new Int16Array(total) : new Int32Array(total);
  let out = 0;
  for (let record = 0; record < plan.records; record++) {
    const at = header.headerBytes + (plan.firstRecord + record) * header.recordBytes + signal.offset;
    if (header.bytesPerSample === 2) {
      samples.set(int16At(bytes, at, samplesPerRecord), out);
      out += samplesPerRecord;
      continue;
    }
    for (let from = at; from < at + 3 * samplesPerRecord; from += 3)
      samples[out++] =
        (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8) | (((bytes[from + 2] ?? 0) << 24) >> 8);
  }
  return samples;
}

export interface EdfScale {
  readonly perLsb: number;
  readonly baseline: number;
}

/** Physical value = digital × perLsb + baseline, in the signal's dimension; null when the ranges give no scale. */
export function edfScale({ physical, digital }: EdfSignal): EdfScale | null {
  const perLsb = (physical[1] - physical[0]) / (digital[1] - digital[0]);
  if (!Number.isFinite(perLsb) || perLsb === 0) return null;
  const baseline = physical[0] - digital[0] * perLsb;
  const range = Math.abs(physical[1] - physical[0]);
  // What is left of an exact zero after binary fractions is no offset.
  return {
    perLsb: plainFactor(perLsb),
    baseline: Math.abs(baseline) < range * 1e-10 ? 0 : plainFactor(baseline),
  };
}

export type EdfChannel =
  | { readonly kind: 'lead'; readonly lead: WaveformLead }
  | { readonly kind: 'other'; readonly channel: WaveformChannel };

/** A signal as a lead when it is a voltage, else as a channel in its own unit. */
export function edfChannel(
  signal: EdfSignal,
  scale: EdfScale,
  samples: SampleArray,
  gaps: MissingRuns,
  index: number,
): EdfChannel {
  const perUnit = microvoltsPerUnit(signal.dimension);
  const name = leadName(signal.label.replace(/^E[CK]G[ _-]+/i, ''), '', signal.label, index);
  // The last record is filled up with the digital minimum when the recording ends inside it.
  const tail = tailOf(samples, signal.digital[0], 10);
  const missing = gaps.length === 0 ? tail : [...gaps, ...tail];
  if (perUnit === undefined)
    return {
      kind: 'other',
      channel: {
        name,
        unit: signal.dimension || '1',
        samples,
        unitsPerLsb: scale.perLsb,
        baseline: scale.baseline,
        missing,
      },
    };
  return {
    kind: 'lead',
    lead: buildLead({
      name,
      samples,
      missing,
      microvoltsPerLsb: plainFactor(scale.perLsb * perUnit),
      baselineMicrovolts: plainFactor(scale.baseline * perUnit),
      filterLowHz: filterOf(signal.prefilter, /HP\s*:?\s*(\d+(?:[.,]\d+)?)\s*Hz/i),
      filterHighHz: filterOf(signal.prefilter, /LP\s*:?\s*(\d+(?:[.,]\d+)?)\s*Hz/i),
      notchHz: filterOf(signal.prefilter, /\bN\s*:?\s*(\d+(?:[.,]\d+)?)\s*Hz/i),
    }),
  };
}

function filterOf(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found.replace(',', '.'));
}
