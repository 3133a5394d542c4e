/** Amplitude of a lead: LSB to millivolts, and the shift that brings a lead with a large constant offset onto its row. */
import type { WaveformLead } from '../study/waveform.ts';
import { signalRanges } from './lead-presence.ts';

/** Offsets up to this many millivolts are left as they are; larger ones would carry the trace off its row. */
const tolerableOffsetMillivolts = 1;

/** Millivolts of one stored value: value × µV per LSB + baseline, as the standard defines it. */
export function millivoltsOf(lead: WaveformLead, lsb: number): number {
  return (lsb * lead.microvoltsPerLsb + lead.baselineMicrovolts) / 1000;
}

const shifts = new WeakMap<WaveformLead, number>();

/**
 * Millivolts to subtract when drawing. Zero for an ordinary lead; the lead's median when that is more than 1 mV from zero
 * (an uncoupled electrode offset). Amplitudes between two points do not change; a caller that shows the trace says the shift.
 */
export function displayShiftMillivolts(lead: WaveformLead): number {
  const known = shifts.get(lead);
  if (known !== undefined) return known;
  const median = medianMillivolts(lead);
  const shift = Math.abs(median) > tolerableOffsetMillivolts ? median : 0;
  shifts.set(lead, shift);
  return shift;
}

function medianMillivolts(lead: WaveformLead): number {
  // Some 300 samples spread over the recording are plenty for a median and keep the first paint short.
  const step = Math.max(1, Math.floor(lead.samples.length / 300));
  const picked: number[] = [];
  for (const [from, to] of signalRanges(lead, 0, lead.samples.length)) {
    for (let i = from; i < to; i += step) picked.push(lead.samples[i] ?? 0);
  }
  if (picked.length === 0) return 0;
  const sorted = Int32Array.from(picked).sort();
  return millivoltsOf(lead, sorted[sorted.length >> 1] ?? 0);
}
