/** Twelve leads in whole LSB from the eight that are independent: III, aVR, aVL, aVF by Einthoven and Goldberger. */
import type { SeenLead } from './dipole.ts';

export const leadOrder = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
export type Lead = (typeof leadOrder)[number];

/** mV of all twelve leads; I + III = II and aVR + aVL + aVF = 0 hold exactly up to floating point. */
export function deriveLeads(seen: Record<SeenLead, Float64Array>): Record<Lead, Float64Array> {
  const { I, II } = seen;
  const from = (rule: (one: number, two: number) => number): Float64Array =>
    I.map((one, i) => rule(one, II[i] as number));
  return {
    ...seen,
    III: from((one, two) => two - one),
    aVR: from((one, two) => -(one + two) / 2),
    aVL: from((one, two) => one - two / 2),
    aVF: from((one, two) => two - one / 2),
  };
}

/** Interleaves the leads as 16-bit samples of `microvolts` per LSB, clipped short of the padding value. */
export function quantise(leads: Record<Lead, Float64Array>, microvolts: number): Int16Array {
  const count = leads.I.length;
  const samples = new Int16Array(count * leadOrder.length);
  leadOrder.forEach((lead, channel) => {
    const signal = leads[lead];
    for (let i = 0; i < count; i++) {
      const value = Math.round(((signal[i] as number) * 1000) / microvolts);
      samples[i * leadOrder.length + channel] = Math.max(-32767, Math.min(32767, value));
    }
  });
  return samples;
}
