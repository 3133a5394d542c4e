/** Frontal axis of a wave from the net areas that leads I and aVF see. */
import type { MedianBeat } from '../analysis.ts';

/** Less net area than this has no direction, mV·ms. */
const leastArea = 0.25;

/**
 * Degrees, −180 to 180, 0 to the left, 90 to the feet; null where the limb leads or the wave are missing. aVF is an augmented
 * lead: 2/√3 of it is on the scale of I (Einthoven's triangle; Macfarlane, Comprehensive Electrocardiology, ch. 11).
 */
export function axisDeg(median: MedianBeat, from: number | null, to: number | null): number | null {
  if (from === null || to === null || to <= from) return null;
  const { I, II, III, aVF } = median.leads;
  const area = (lead: Float32Array | undefined): number | null =>
    lead === undefined ? null : netArea(lead, from, to, median.samplingHz);
  const x = area(I);
  const two = area(II);
  const three = area(III);
  const foot =
    area(aVF) ??
    (two !== null && three !== null ? (two + three) / 2 : two !== null && x !== null ? two - x / 2 : null);
  if (x === null || foot === null) return null;
  const y = (2 / Math.sqrt(3)) * foot;
  if (Math.hypot(x, y) < leastArea) return null;
  return (Math.atan2(y, x) * 180) / Math.PI;
}

/** Area over the line from the wave's begin to its end, mV·ms. */
function netArea(values: Float32Array, from: number, to: number, samplingHz: number): number {
  const [first, last] = [Math.round(from), Math.min(values.length - 1, Math.round(to))];
  const start = values[first] ?? 0;
  const end = values[last] ?? 0;
  let sum = 0;
  for (let i = first; i <= last; i++) {
    sum += (values[i] as number) - (start + ((end - start) * (i - first)) / Math.max(1, last - first));
  }
  return (sum * 1000) / samplingHz;
}
