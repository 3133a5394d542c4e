/** Waveforms of known numbers for tests of the ECG geometry. */
import type { Waveform, WaveformLead } from '#shared/study/waveform.ts';
import { standardLeads } from '#shared/study/waveform.ts';

export interface SyntheticOptions {
  readonly samplingHz?: number;
  readonly seconds?: number;
  readonly microvoltsPerLsb?: number;
  readonly leads?: readonly string[];
  readonly change?: (lead: WaveformLead) => WaveformLead;
}

/** A beat every second: P, QRS and T as bumps, each lead with its own height; the lead's sample 0 is 0. */
export function syntheticWaveform(options: SyntheticOptions = {}): Waveform {
  const samplingHz = options.samplingHz ?? 500;
  const sampleCount = Math.round(samplingHz * (options.seconds ?? 10));
  const microvoltsPerLsb = options.microvoltsPerLsb ?? 2.5;
  const leads = (options.leads ?? standardLeads).map((name, index): WaveformLead => {
    const height = name === 'aVR' ? -0.8 : 0.5 + index * 0.09;
    const samples = Int32Array.from({ length: sampleCount }, (_, i) =>
      Math.round((height * beat((i / samplingHz) % 0.8) * 1000) / microvoltsPerLsb),
    );
    const lead: WaveformLead = {
      name,
      samples,
      microvoltsPerLsb,
      baselineMicrovolts: 0,
      missing: [],
      filterLowHz: 0.05,
      filterHighHz: 150,
      notchHz: null,
    };
    return options.change ? options.change(lead) : lead;
  });
  return {
    groups: [{ label: 'RHYTHM', samplingHz, sampleCount, leads }],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}

function beat(t: number): number {
  const bump = (centre: number, width: number): number => Math.exp(-(((t - centre) / width) ** 2));
  return (
    0.13 * bump(0.2, 0.025) -
    0.12 * bump(0.335, 0.008) +
    bump(0.36, 0.011) -
    0.22 * bump(0.39, 0.01) +
    0.28 * bump(0.6, 0.05)
  );
}
