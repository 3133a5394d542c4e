/** Journey step 7: least and greatest amplitude of a lead, leaving out what is no signal. */
import type { WaveformLead } from '../../study/waveform.ts';

/** Amplitude in mV; null when the whole lead is missing. */
export function leadAmplitude(lead: WaveformLead): { readonly min: number; readonly max: number } | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let from = 0;
  for (const [gapFrom, gapTo] of [...lead.missing, [lead.samples.length, lead.samples.length] as const]) {
    for (let at = from; at < gapFrom; at++) {
      const value = lead.samples[at] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    from = gapTo;
  }
  if (least > most) return null;
  const ends = [toMillivolts(lead, least), toMillivolts(lead, most)];
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

/** One sample in mV, without the noise that binary fractions add (nanovolts are kept). */
function toMillivolts(lead: WaveformLead, sample: number): number {
  const microvolts = sample * lead.microvoltsPerLsb + lead.baselineMicrovolts;
  return Math.round(microvolts * 1000) / 1e6;
}
