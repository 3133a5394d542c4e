/** Arm electrodes exchanged: lead I upside down, P with it, aVR upright. */
import type { IntervalMeasurements, LeadReversal } from '../analysis.ts';

/** LA-RA alone is told; dextrocardia looks alike in the limb leads, so the confidence is never high. Null when nothing speaks for it. */
export function findReversal({ amplitudesMv, axesDeg }: IntervalMeasurements): LeadReversal | null {
  const { I, aVR } = amplitudesMv;
  const { p, qrs } = axesDeg;
  if (!I || !aVR || p === null || qrs === null || I.p === null) return null;
  const down = Math.abs(Math.min(I.q ?? 0, I.s ?? 0)) > (I.r ?? 0);
  const rightP = Math.abs(p) > 100;
  if (!(I.p < -0.03 && down && rightP && Math.abs(qrs) > 90 && (aVR.p ?? 0) > 0)) return null;
  return {
    kind: 'LA-RA',
    confidence: 'medium',
    evidence: [
      { name: 'pAxis', value: p, unit: 'deg' },
      { name: 'qrsAxis', value: qrs, unit: 'deg' },
      { name: 'p', value: I.p, unit: 'mV', lead: 'I' },
    ],
  };
}
