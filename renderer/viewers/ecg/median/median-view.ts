/** The median beat on its canvas: which pixel is which sample and which millivolt. */
import type { MedianBeat } from '#shared/ecg/analysis.ts';

export interface MedianView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pxPerSample: number;
  readonly pxPerMillivolt: number;
  readonly zeroPx: number;
}

const marginPx = 26;

/** The whole beat over the width; the highest and lowest of the shown leads over the height. */
export function viewMedian(
  median: MedianBeat,
  leadNames: readonly string[],
  size: { readonly widthPx: number; readonly heightPx: number },
): MedianView {
  let low = -0.3;
  let high = 0.3;
  for (const name of leadNames) {
    for (const value of median.leads[name] ?? []) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const pxPerMillivolt = (size.heightPx - 2 * marginPx) / (high - low);
  return {
    ...size,
    pxPerSample: size.widthPx / Math.max(1, median.sampleCount - 1),
    pxPerMillivolt,
    zeroPx: marginPx + high * pxPerMillivolt,
  };
}
