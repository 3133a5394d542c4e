/** Finds every QRS: peaks of QRS energy over a level that follows the recording, T waves told apart, gaps searched again. */
import { medianOf, quantileOf, runningMedian } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import { type QrsEnergy, qrsEnergy } from './qrs-energy.ts';
import { type EnergyPeak, refractorySeconds, waveSeconds, withoutTWaves } from './tell-t-waves.ts';

const threshold = 0.36;
const searchAgainThreshold = 0.16;

/**
 * Working samples of the QRS complexes, rising: where their energy is greatest. Thresholds after Pan and Tompkins (IEEE Trans.
 * Biomed. Eng. 32, 1985), but both ways in time: the level around a beat is known from before and after it.
 */
export function detectBeats(signals: WorkingSignals): number[] {
  const energy = qrsEnergy(signals);
  const candidates = findPeaks(energy);
  if (candidates.length === 0) return [];
  const usual = usualLevel(energy);
  const levelAt = (peak: EnergyPeak): number => usual(peak.at);
  const strong = candidates.filter((peak) => peak.level >= threshold * levelAt(peak));
  const beats = withoutTWaves(strong, energy.rate, levelAt);
  const complete = searchGaps(beats, candidates, energy, levelAt);
  return complete.map(({ at }) => at * energy.step + (energy.step - 1) / 2);
}

/** Greatest within the refractory time on both sides. */
function findPeaks({ level, rate }: QrsEnergy): EnergyPeak[] {
  const reach = Math.round((refractorySeconds * rate) / 2);
  const peaks: EnergyPeak[] = [];
  for (let i = 1; i < level.length - 1; i++) {
    const here = level[i] as number;
    if (here < 0.05 || here < (level[i - 1] as number) || here <= (level[i + 1] as number)) continue;
    let greatest = true;
    for (let k = Math.max(0, i - reach); greatest && k <= Math.min(level.length - 1, i + reach); k++) {
      if ((level[k] as number) > here) greatest = false;
    }
    if (greatest) peaks.push({ at: i, level: here });
  }
  return peaks;
}

/** The size of a QRS around each moment: the median of the greatest values of windows of 1.5 s, never near the noise. */
function usualLevel({ level, rate }: QrsEnergy): (at: number) => number {
  const perWindow = Math.max(1, Math.round(1.5 * rate));
  const count = Math.ceil(level.length / perWindow);
  const greatest = Float64Array.from({ length: count }, (_, w) => {
    let peak = 0;
    for (const value of level.subarray(w * perWindow, (w + 1) * perWindow)) if (value > peak) peak = value;
    return peak;
  });
  const followed = runningMedian(greatest, 9);
  const overall = quantileOf(greatest, 0.5) ?? 1;
  return (at) => Math.max(0.5 * overall, followed[Math.floor(at / perWindow)] as number);
}

/** Where an interval is long for its surroundings, a smaller beat is looked for between. */
function searchGaps(
  beats: readonly EnergyPeak[],
  candidates: readonly EnergyPeak[],
  { rate, level }: QrsEnergy,
  levelAt: (peak: EnergyPeak) => number,
): EnergyPeak[] {
  const found: EnergyPeak[] = [];
  const noise = quantileOf(level.subarray(0, Math.min(level.length, 200_000)), 0.5) ?? 0;
  let next = 0;
  for (let i = 0; i < beats.length; i++) {
    const beat = beats[i] as EnergyPeak;
    const previous = beats[i - 1];
    if (previous !== undefined) {
      const usual = medianInterval(beats, i);
      if (beat.at - previous.at > 1.55 * usual) {
        let best: EnergyPeak | null = null;
        while (next < candidates.length && (candidates[next] as EnergyPeak).at <= previous.at) next++;
        for (let k = next; k < candidates.length && (candidates[k] as EnergyPeak).at < beat.at; k++) {
          const peak = candidates[k] as EnergyPeak;
          const clear = peak.at - previous.at > waveSeconds * rate && beat.at - peak.at > 0.25 * rate;
          const enough = peak.level > Math.max(searchAgainThreshold * levelAt(peak), 3.5 * noise);
          if (clear && enough && (best === null || peak.level > best.level)) best = peak;
        }
        if (best !== null) found.push(best);
      }
    }
    found.push(beat);
  }
  return found;
}

function medianInterval(beats: readonly EnergyPeak[], at: number): number {
  const intervals: number[] = [];
  for (let i = Math.max(1, at - 5); i <= Math.min(beats.length - 1, at + 5); i++) {
    if (i !== at) intervals.push((beats[i] as EnergyPeak).at - (beats[i - 1] as EnergyPeak).at);
  }
  return medianOf(intervals) ?? Number.POSITIVE_INFINITY;
}
