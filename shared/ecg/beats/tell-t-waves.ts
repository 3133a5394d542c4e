/** Tells T waves from beats among the peaks of QRS energy: by size, by time, and by the habit of following every beat. */

export interface EnergyPeak {
  /** Sample of the energy signal. */
  readonly at: number;
  readonly level: number;
}

/** A wave so soon after a QRS may be its T wave, seconds. */
export const waveSeconds = 0.44;
/** No ventricle beats twice within this, seconds. */
export const refractorySeconds = 0.2;
/** A ventricle that beats again within this lands on its own T wave, never time after time. */
const soonSeconds = 0.36;
/** Of the beat ahead: a lone wave below this is a T wave; a habitual one below these, within `waveSeconds` and `soonSeconds`. */
const shares = { alone: 0.4, habitual: 0.55, soon: 0.8 };
/** Of the usual QRS: what is greater is no T wave unless it is a habit. */
const ofUsual = 0.7;
/** Looked at around each wave: so many peaks on both sides. */
const around = 10;
/** Share of the greater waves that have such a follower, and how far its distance may vary, seconds. */
const habit = { share: 0.7, seconds: 0.03 };
const leastPairs = 3;

/**
 * The beats among `peaks` (in time order, at `rate` samples a second); `usual` is the size of a QRS around a peak. Potassium makes T
 * waves as steep as a QRS, an ectopic beat may be small and come once: only a habit tells them apart.
 */
export function withoutTWaves<P extends EnergyPeak>(
  peaks: readonly P[],
  rate: number,
  usual: (peak: P) => number,
): readonly P[] {
  const apart = withoutRefractory(peaks, rate);
  const distance = apart.map((peak, i) => {
    const next = apart[i + 1];
    if (next === undefined) return 0;
    const far = next.at - peak.at;
    const share = next.level / peak.level;
    const suspect =
      (far < soonSeconds * rate && share < shares.soon) ||
      (far < waveSeconds * rate && share < shares.habitual && next.level < ofUsual * usual(next));
    return suspect ? far : 0;
  });
  const isFollower = (i: number): boolean => {
    const far = distance[i - 1] ?? 0;
    if (far === 0) return false;
    const [beat, wave] = [apart[i - 1] as P, apart[i] as P];
    const small = wave.level < shares.alone * beat.level && wave.level < ofUsual * usual(wave);
    return small || isHabit(distance, i - 1, rate);
  };
  const kept = apart.filter((_, i) => !isFollower(i));
  return kept.length === apart.length ? kept : withoutCutStart(kept);
}

/** Of two within the refractory time the greater. */
function withoutRefractory<P extends EnergyPeak>(peaks: readonly P[], rate: number): P[] {
  const kept: P[] = [];
  for (const peak of peaks) {
    const last = kept.at(-1);
    if (last === undefined || peak.at - last.at >= refractorySeconds * rate) kept.push(peak);
    else if (peak.level > last.level) kept[kept.length - 1] = peak;
  }
  return kept;
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
function withoutCutStart<P extends EnergyPeak>(kept: readonly P[]): readonly P[] {
  const [first, second, third] = kept;
  if (!first || !second || !third) return kept;
  const early = second.at - first.at < 0.9 * (third.at - second.at);
  return early && first.level < shares.soon * second.level ? kept.slice(1) : kept;
}
