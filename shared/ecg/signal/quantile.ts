/** Medians and quantiles of measured numbers. */

/** The p-quantile (0 to 1) by nearest rank; null of nothing. */
export function quantileOf(values: ArrayLike<number>, p: number): number | null {
  if (values.length === 0) return null;
  return nthOf(new Float64Array(values), Math.min(values.length - 1, Math.floor(p * values.length)));
}

/** The median, of an even count the mean of the middle two; null of nothing. */
export function medianOf(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : medianInPlace(new Float64Array(values));
}

/** The median of at least one value, which are left in another order. */
export function medianInPlace(values: Float64Array): number {
  const middle = values.length >> 1;
  const upper = nthOf(values, middle);
  if (values.length % 2 === 1) return upper;
  let below = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < middle; i++) if ((values[i] as number) > below) below = values[i] as number;
  return (below + upper) / 2;
}

/** The value of rank `nth`, with none greater ahead of it afterwards (Hoare's selection). */
function nthOf(values: Float64Array, nth: number): number {
  let [from, to] = [0, values.length - 1];
  while (to > from) {
    const pivot = values[(from + to) >> 1] as number;
    let [i, j] = [from, to];
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i <= j) {
        const held = values[i] as number;
        values[i++] = values[j] as number;
        values[j--] = held;
      }
    }
    if (nth <= j) to = j;
    else if (nth >= i) from = i;
    else break;
  }
  return values[nth] as number;
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
