/** How a study hangs when it is opened: the layout and which series lies where. Priors come later. */
import type { Series, Study } from '#shared/study/study.ts';

export type HangingLayout = '1x1' | '1x2' | '2x1' | '2x2';

export interface Hanging {
  readonly layout: HangingLayout;
  /** Series per pane in reading order; a series may stand twice, with another image to start on. */
  readonly panes: ReadonlyArray<{ readonly seriesInstanceUid: string; readonly startIndex: number }>;
}

const projections: ReadonlySet<string> = new Set(['DX', 'CR', 'MG', 'IO', 'PX']);

/**
 * Projections with several images hang side by side (two: 1×2, three or more: 2×2), everything else opens on its largest
 * series alone. A study without pictures hangs its first series, so that its card is shown.
 */
export function pickHanging(study: Study): Hanging {
  const series = study.series.filter((one) => imagesIn(one) > 0);
  const largest = [...series].sort((a, b) => imagesIn(b) - imagesIn(a))[0];
  if (!largest) {
    const first = study.series[0];
    return { layout: '1x1', panes: first ? [pane(first.seriesInstanceUid, 0)] : [] };
  }
  if (!series.every((one) => projections.has(one.modality))) {
    return { layout: '1x1', panes: [pane(largest.seriesInstanceUid, 0)] };
  }
  const singles = series.flatMap((one) =>
    Array.from({ length: imagesIn(one) }, (_, index) => pane(one.seriesInstanceUid, index)),
  );
  if (singles.length === 1) return { layout: '1x1', panes: singles };
  if (singles.length === 2) return { layout: '1x2', panes: singles };
  return { layout: '2x2', panes: singles.slice(0, 4) };
}

function pane(seriesInstanceUid: string, startIndex: number): Hanging['panes'][number] {
  return { seriesInstanceUid, startIndex };
}

function imagesIn(series: Series): number {
  return series.instances.reduce((sum, instance) => sum + (instance.held ? (instance.frames ?? 0) : 0), 0);
}
