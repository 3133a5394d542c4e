/** Medians and quantiles of measured numbers. */

/** The p-quantile (0 to 1) by nearest rank; null of nothing. */
export function quantileOf(values: ArrayLike<number>, p: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number;
}

/** The median, of an even count the mean of the middle two; null of nothing. */
export function medianOf(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Medians of a window of `width` values (odd) around each value, shorter at the ends. */
export function runningMedian(values: ArrayLike<number>, width: number): Float64Array {
  const half = width >> 1;
  return Float64Array.from({ length: values.length }, (_, at) => {
    const window: number[] = [];
    const to = Math.min(values.length - 1, at + half);
    for (let i = Math.max(0, at - half); i <= to; i++) window.push(values[i] as number);
    return medianOf(window) ?? 0;
  });
}
