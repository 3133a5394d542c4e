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
  const out = new Float64Array(values);
  const held = new Float64Array(values.length);
  for (const width of boxWidths(seconds * rate)) if (width > 1) movingAverage(out, held, width);
  return out;
}

/** Slope of the smoothed signal, in its unit a second. */
export function slope(values: Float64Array, seconds: number, rate: number): Float64Array {
  const smoothed = smooth(values, seconds, rate);
  const last = values.length - 1;
  const out = new Float64Array(values.length);
  for (let i = 0; i <= last; i++) {
    const before = smoothed[i > 0 ? i - 1 : 0] as number;
    const after = smoothed[i < last ? i + 1 : last] as number;
    out[i] = ((after - before) * rate) / 2;
  }
  return out;
}

function movingAverage(values: Float64Array, held: Float64Array, width: number): void {
  const half = (width - 1) >> 1;
  const last = values.length - 1;
  if (last < 0) return;
  held.set(values);
  let sum = 0;
  for (let k = -half; k <= half; k++) sum += held[Math.min(last, Math.max(0, k))] as number;
  for (let i = 0; i <= last; i++) {
    values[i] = sum / width;
    sum += (held[Math.min(last, i + half + 1)] as number) - (held[Math.max(0, i - half)] as number);
  }
}
