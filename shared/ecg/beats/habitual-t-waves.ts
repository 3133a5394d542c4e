/** T waves as steep as a QRS (hyperkalaemia): a lesser wave soon behind nearly every greater one, always at the same distance. */

export interface EnergyPeak {
  /** Sample of the energy signal. */
  readonly at: number;
  readonly level: number;
}

/** A ventricle that beats again within this lands on its own T wave, never time after time. */
const soonSeconds = 0.36;
const lesser = 0.8;
/** Looked at around each wave: so many peaks on both sides. */
const around = 10;
/** Share of the greater waves that have such a follower, and how far its distance may vary, seconds. */
const habit = { share: 0.7, seconds: 0.03 };
const leastPairs = 3;

/** Peaks without those T waves; `peaks` in time order at `rate` samples a second. */
export function withoutHabitualTWaves<P extends EnergyPeak>(peaks: readonly P[], rate: number): readonly P[] {
  const distance = peaks.map((peak, i) => {
    const next = peaks[i + 1];
    const soon = next !== undefined && next.at - peak.at < soonSeconds * rate;
    return soon && next.level < lesser * peak.level ? next.at - peak.at : 0;
  });
  if (distance.filter((one) => one > 0).length < leastPairs) return peaks;
  const isFollower = (i: number): boolean => (distance[i - 1] ?? 0) > 0 && isHabit(distance, i - 1, rate);
  const kept = peaks.filter((_, i) => !isFollower(i));
  return withoutCutStart(kept, peaks, rate);
}

function isHabit(distance: readonly number[], at: number, rate: number): boolean {
  const own = distance[at] as number;
  let [greater, alike] = [0, 0];
  for (let i = Math.max(0, at - around); i <= Math.min(distance.length - 1, at + around); i++) {
    // What follows a greater wave is no greater wave itself.
    if ((distance[i - 1] ?? 0) > 0) continue;
    greater++;
    const one = distance[i] as number;
    if (one > 0 && Math.abs(one - own) < habit.seconds * rate) alike++;
  }
  return alike >= leastPairs && alike >= habit.share * greater;
}

/** A recording that begins behind a QRS begins with its T wave. */
function withoutCutStart<P extends EnergyPeak>(
  kept: readonly P[],
  peaks: readonly P[],
  rate: number,
): readonly P[] {
  const [first, second, third] = kept;
  if (kept.length === peaks.length || !first || !second || !third) return kept;
  const early = third.at - second.at - (second.at - first.at) > 0.1 * rate;
  return early && first.level < lesser * second.level ? kept.slice(1) : kept;
}
