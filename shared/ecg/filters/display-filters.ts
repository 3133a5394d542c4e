/** Journey step 7: the filters a reader may put on the picture. They never touch what is measured (AHA/ACC/HRS 2007). */

import type { WaveformLead } from '../../study/waveform.ts';
import { millivoltsOf } from '../lead-amplitude.ts';
import { missingRanges } from '../lead-presence.ts';
import { highPass, lowPass, notch } from './biquad.ts';
import { removeBaseline } from './remove-baseline.ts';
import { runZeroPhase } from './run-zero-phase.ts';

export const highPassChoicesHz = [0.05, 0.15, 0.5] as const;
export const lowPassChoicesHz = [25, 40, 100, 150] as const;
export const notchChoicesHz = [50, 60] as const;

/** null: not filtered. */
export interface DisplayFilters {
  readonly highPassHz: (typeof highPassChoicesHz)[number] | null;
  readonly lowPassHz: (typeof lowPassChoicesHz)[number] | null;
  readonly notchHz: (typeof notchChoicesHz)[number] | null;
  readonly baseline: boolean;
}

/** As recorded: what a reader sees unless something else is chosen. */
export const noFilters: DisplayFilters = {
  highPassHz: null,
  lowPassHz: null,
  notchHz: null,
  baseline: false,
};

/** Half width of the notch: 3 dB lost one hertz beside the mains. */
const notchHalfWidthHz = 1;

/** Narrower than the diagnostic 0.05–150 Hz: the page must say so. */
export function isNarrowerThanDiagnostic(filters: DisplayFilters): boolean {
  const { highPassHz, lowPassHz, baseline } = filters;
  return baseline || (highPassHz !== null && highPassHz > 0.05) || (lowPassHz !== null && lowPassHz < 150);
}

/** Filters millivolts with zero phase: −3 dB at each cut-off, no wave moved in time. A cut-off at or above half the sampling rate does nothing. */
export function filterMillivolts(
  millivolts: Float64Array,
  samplingHz: number,
  filters: DisplayFilters,
): Float64Array {
  const { highPassHz, lowPassHz, notchHz, baseline } = filters;
  let signal = millivolts;
  if (highPassHz !== null) {
    signal = runZeroPhase(signal, highPass(highPassHz, samplingHz), highPassHz, samplingHz);
  }
  if (baseline) signal = removeBaseline(signal, samplingHz);
  if (notchHz !== null && notchHz + notchHalfWidthHz < samplingHz / 2) {
    const section = notch(notchHz, notchHalfWidthHz, samplingHz);
    signal = runZeroPhase(signal, section, notchHalfWidthHz, samplingHz);
  }
  if (lowPassHz !== null && lowPassHz < samplingHz / 2) {
    signal = runZeroPhase(signal, lowPass(lowPassHz, samplingHz), lowPassHz, samplingHz);
  }
  return signal === millivolts ? millivolts.slice() : signal;
}

/**
 * Samples [from, to) of a lead in mV through the display filters. Padding is bridged before filtering so that it does not
 * ring into the signal beside it; draw only `signalRanges`. Give some seconds more than are shown when the lead is long.
 */
export function filterLead(
  lead: WaveformLead,
  samplingHz: number,
  filters: DisplayFilters,
  from = 0,
  to: number = lead.samples.length,
): Float64Array {
  const signal = Float64Array.from({ length: Math.max(0, to - from) }, (_, i) =>
    millivoltsOf(lead, lead.samples[from + i] ?? 0),
  );
  for (const [start, end] of missingRanges(lead, from, to)) bridge(signal, start - from, end - from);
  return filterMillivolts(signal, samplingHz, filters);
}

/** A straight line from the sample before to the sample after. */
function bridge(signal: Float64Array, from: number, to: number): void {
  const after = signal[to] ?? signal[from - 1] ?? 0;
  const before = signal[from - 1] ?? after;
  for (let i = from; i < to; i++) signal[i] = before + ((after - before) * (i - from + 1)) / (to - from + 1);
}
