/** Smoothing by three moving averages, and its slope: the quadratic-spline wavelet of Mallat and of Martínez 2004, at any scale and rate. */

/** Odd widths of three moving averages whose variances add up to σ² samples² (Wells, IEEE PAMI 8, 1986). */
export function boxWidths(sigma: number): readonly [number, number, number] {
  const variance = 12 * sigma * sigma;
  let low = Math.floor(Math.sqrt(variance / 3 + 1));
  if (low % 2 === 0) low--;
  low = Math.max(1, low);
  const lows = Math.round((variance - 3 * low * low - 12 * low - 9) / (-4 * low - 4));
  return [0, 1, 2].map((index) => (index < lows ? low : low + 2)) as [number, number, number];
}

/** `values` smoothed with a kernel of standard deviation `seconds`; the ends are continued level. */
export function smooth(values: Float64Array, seconds: number, rate: number): Float64Array {
  let from = new Float64Array(values);
  let to = new Float64Array(values.length);
  for (const width of boxWidths(seconds * rate)) {
    if (width <= 1) continue;
    movingAverage(from, to, width);
    [from, to] = [to, from];
  }
  return from;
}

/** Slope of the smoothed signal, in its unit a second. */
export function slope(values: Float64Array, seconds: number, rate: number): Float64Array {
  const smoothed = smooth(values, seconds, rate);
  const last = values.length - 1;
  const out = new Float64Array(values.length);
  if (last < 1) return out;
  const half = rate / 2;
  for (let i = 1; i < last; i++) out[i] = ((smoothed[i + 1] as number) - (smoothed[i - 1] as number)) * half;
  out[0] = ((smoothed[1] as number) - (smoothed[0] as number)) * half;
  out[last] = ((smoothed[last] as number) - (smoothed[last - 1] as number)) * half;
  return out;
}

function movingAverage(values: Float64Array, out: Float64Array, width: number): void {
  const half = (width - 1) >> 1;
  const last = values.length - 1;
  if (last < 0) return;
  const [start, end] = [values[0] as number, values[last] as number];
  const at = (i: number): number => (i < 0 ? start : i > last ? end : (values[i] as number));
  let sum = 0;
  for (let k = -half; k <= half; k++) sum += at(k);
  const share = 1 / width;
  const insideFrom = Math.min(half, last + 1);
  const insideTo = Math.max(insideFrom, last - half);
  let i = 0;
  for (; i < insideFrom; i++) {
    out[i] = sum * share;
    sum += at(i + half + 1) - at(i - half);
  }
  for (; i < insideTo; i++) {
    out[i] = sum * share;
    sum += (values[i + half + 1] as number) - (values[i - half] as number);
  }
  for (; i <= last; i++) {
    out[i] = sum * share;
    sum += at(i + half + 1) - at(i - half);
  }
}
