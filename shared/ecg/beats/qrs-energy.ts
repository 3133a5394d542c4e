/** How much like a QRS every moment of a recording is: energy near 13 Hz, each lead against its own size, clean leads counting most. */
import { quantileOf, runningMedian } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';

export interface QrsEnergy {
  /** Samples a second of `level`, near 125. */
  readonly rate: number;
  /** Working samples to one of `level`. */
  readonly step: number;
  /** About 1 at a QRS of usual size, near 0 between. */
  readonly level: Float32Array;
}

const wantedRate = 125;
/** A lead's usual QRS size is judged over windows this long, and its noise over blocks of so many windows. */
const windowSeconds = 1.5;
const windowsAround = 9;
/** A quiet stretch (asystole, a lead off) is never blown up beyond this share of the lead's usual size. */
const leastShare = 0.3;
/** Below this a lead shows no QRS at all, mV. */
const leastMillivolts = 0.03;

/** Energy of a quadrature pair of band passes, after the filter banks of Afonso and others (IEEE Trans. Biomed. Eng. 46, 1999). */
export function qrsEnergy(signals: WorkingSignals): QrsEnergy {
  const step = Math.max(1, Math.round(signals.rate / wantedRate));
  const rate = signals.rate / step;
  const count = Math.floor(signals.count / step);
  const perWindow = Math.max(1, Math.round(windowSeconds * rate));
  const sum = new Float32Array(count);
  const weights = new Float32Array(Math.ceil(count / perWindow));
  // A day's lead is 40 MB of each: made once, used for all leads.
  const [coarse, sums] = [new Float32Array(count), new Float32Array(count)];
  for (const lead of signals.leads) {
    addLead(leadEnergy(lead.mv, step, rate, [coarse, sums]), perWindow, sum, weights);
  }
  for (let i = 0; i < count; i++) {
    const weight = weights[Math.floor(i / perWindow)] as number;
    sum[i] = weight > 0 ? Math.sqrt((sum[i] as number) / weight) : 0;
  }
  return { rate, step, level: sum };
}

/** Energy of a lead, in the second of the buffers. */
function leadEnergy(
  mv: Float32Array,
  step: number,
  rate: number,
  [coarse, sums]: readonly [Float32Array, Float32Array],
): Float32Array {
  const count = coarse.length;
  for (let i = 0, at = 0; i < count; i++) {
    let total = 0;
    for (let k = 0; k < step; k++) total += mv[at++] as number;
    coarse[i] = total / step;
  }
  // Boxes of 32 ms: their first difference peaks near 12 Hz, their second near 15 Hz.
  const box = Math.max(2, Math.round(0.032 * rate));
  const share = 1 / box;
  let running = 0;
  for (let i = 0; i < count; i++) {
    running += coarse[i] as number;
    if (i >= box) running -= coarse[i - box] as number;
    sums[i] = running * share;
  }
  // What is no longer needed of `coarse` takes the energy.
  const energy = coarse.fill(0);
  const centre = (box - 1) >> 1;
  const half = box >> 1;
  const to = Math.min(count - 2 * box, count - centre - box);
  for (let i = box + half, at = i + centre; i < to; i++, at++) {
    const first = (sums[at + half] as number) - (sums[at - half] as number);
    const second = 2 * (sums[at] as number) - (sums[at - box] as number) - (sums[at + box] as number);
    energy[i] = first * first + 0.36 * second * second;
  }
  return averaged(energy, Math.max(1, Math.round(0.08 * rate)), sums);
}

function averaged(energy: Float32Array, width: number, out: Float32Array): Float32Array {
  const half = width >> 1;
  const share = 1 / width;
  let running = 0;
  for (let i = 0; i < energy.length + half; i++) {
    if (i < energy.length) running += energy[i] as number;
    if (i >= width) running -= energy[i - width] as number;
    if (i >= half) out[i - half] = running > 0 ? running * share : 0;
  }
  return out;
}

function addLead(energy: Float32Array, perWindow: number, sum: Float32Array, weights: Float32Array): void {
  const windows = weights.length;
  const peaks = new Float64Array(windows);
  const quiet = new Float64Array(windows);
  for (let w = 0; w < windows; w++) {
    const piece = energy.subarray(w * perWindow, (w + 1) * perWindow);
    let peak = 0;
    for (let i = 0; i < piece.length; i++) if ((piece[i] as number) > peak) peak = piece[i] as number;
    peaks[w] = Math.sqrt(peak);
    quiet[w] = Math.sqrt(quantileOf(piece, 0.5) ?? 0);
  }
  const usual = quantileOf(peaks, 0.5) ?? 0;
  if (usual < leastMillivolts / 2 && (quantileOf(peaks, 0.9) ?? 0) < leastMillivolts) return;
  const local = runningMedian(peaks, windowsAround);
  const noise = runningMedian(quiet, windowsAround);
  for (let w = 0; w < windows; w++) {
    const size = Math.max(local[w] as number, leastShare * usual, leastMillivolts / 2);
    const ratio = (noise[w] as number) / size;
    const weight = 1 / (0.02 + ratio * ratio) ** 2;
    weights[w] = (weights[w] as number) + weight;
    const scale = weight / (size * size);
    const to = Math.min(energy.length, (w + 1) * perWindow);
    for (let i = w * perWindow; i < to; i++) sum[i] = (sum[i] as number) + scale * (energy[i] as number);
  }
}
