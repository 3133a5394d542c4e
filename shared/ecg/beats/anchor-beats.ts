/** Puts each detected beat on its R peak: the greatest deflection over all leads, each against its own size. */
import { medianOf } from '../signal/quantile.ts';
import type { WorkingLead, WorkingSignals } from '../signal/working-signals.ts';

const reachSeconds = 0.07;
const before = [0.14, 0.09] as const;

/** Working samples (whole) of the R peaks. `detected` is within 70 ms of them. */
export function anchorBeats(signals: WorkingSignals, detected: readonly number[]): number[] {
  const { rate, count, leads } = signals;
  const reach = Math.round(reachSeconds * rate);
  const sizes = leads.map((lead) => usualSize(lead, detected, reach));
  return detected.map((centre) => {
    const from = Math.max(0, Math.round(centre) - reach);
    const to = Math.min(count - 1, Math.round(centre) + reach);
    let best = Math.round(centre);
    let greatest = -1;
    const levels = leads.map((lead) => levelBefore(lead.mv, centre, rate));
    for (let i = from; i <= to; i++) {
      let sum = 0;
      for (let l = 0; l < leads.length; l++) {
        const deflection =
          (((leads[l] as WorkingLead).mv[i] as number) - (levels[l] as number)) / (sizes[l] as number);
        sum += deflection * deflection;
      }
      if (sum > greatest) {
        greatest = sum;
        best = i;
      }
    }
    return best;
  });
}

/** Level of a lead just before a beat. */
function levelBefore(mv: Float32Array, centre: number, rate: number): number {
  const from = Math.max(0, Math.round(centre - before[0] * rate));
  const to = Math.max(from + 1, Math.round(centre - before[1] * rate));
  let sum = 0;
  for (let i = from; i < to; i++) sum += mv[i] ?? 0;
  return sum / (to - from);
}

function usualSize({ mv }: WorkingLead, detected: readonly number[], reach: number): number {
  const step = Math.max(1, Math.floor(detected.length / 60));
  const sizes: number[] = [];
  for (let k = 0; k < detected.length; k += step) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const centre = Math.round(detected[k] as number);
    for (let i = Math.max(0, centre - reach); i <= Math.min(mv.length - 1, centre + reach); i++) {
      const value = mv[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    sizes.push(high - low);
  }
  return Math.max(0.02, medianOf(sizes) ?? 0.02);
}
