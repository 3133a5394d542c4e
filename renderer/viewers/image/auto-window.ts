/** A window for images that bring none: between the 1st and the 99.5th percentile, one for a whole series. */
import type { WindowSetting } from './metadata/image-header.ts';

/** About this many pixels are looked at; more would be felt on a large image. */
const sampleSize = 20_000;

/** Picks a window from the values themselves; null when they are all equal. */
export function autoWindow(values: ArrayLike<number>): WindowSetting | null {
  const step = Math.max(1, Math.floor(values.length / sampleSize));
  const sample = new Float64Array(Math.ceil(values.length / step));
  for (let index = 0; index < sample.length; index++) sample[index] = values[index * step] ?? 0;
  sample.sort();
  const at = (share: number) => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))] ?? 0;
  const low = at(0.01);
  let high = at(0.995);
  if (high <= low) high = sample[sample.length - 1] ?? low;
  return high > low ? { center: (low + high) / 2, width: high - low } : null;
}
