/** Quantiles of measured samples, for every bench's JSON line. */

/** The p-quantile (0 to 1) by nearest rank; NaN for no samples. */
export function quantile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** Median, p90, p99 and maximum, rounded to 0.1. */
export function summary(samples: readonly number[]): Record<'median' | 'p90' | 'p99' | 'max', number> {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    median: round(quantile(samples, 0.5)),
    p90: round(quantile(samples, 0.9)),
    p99: round(quantile(samples, 0.99)),
    max: round(quantile(samples, 1)),
  };
}
