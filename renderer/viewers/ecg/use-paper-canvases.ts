/** Keeps the three canvases of the paper painted: grid (rarely), trace (when the page changes), calipers (at every drag). */
import { useCallback, useLayoutEffect, useState } from 'react';
import type { CaliperSet } from '#shared/measure/ecg-caliper-set.ts';
import type { Caliper } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { DisplaySettings } from './display-settings.ts';
import type { PaperView } from './layout/paper-view.ts';
import { prepareLayer } from './paint/canvas-layer.ts';
import { inks } from './paint/ink.ts';
import { paintCalipers } from './paint/paint-calipers.ts';
import { paintGrid } from './paint/paint-grid.ts';
import type { TimeAxis } from './paint/paint-time-axis.ts';
import { paintTrace } from './paint/paint-trace.ts';
import { footText } from './paper-text.ts';
import type { PaperCanvases } from './use-pooled-canvases.ts';
import type { EcgWords } from './words.ts';

export interface PaintedPaper {
  readonly group: WaveformGroup;
  readonly drawn: WaveformGroup;
  readonly settings: DisplaySettings;
  readonly view: PaperView | null;
  readonly words: EcgWords;
  readonly ratio: number;
  readonly set: CaliperSet;
  /** Time of day along the top; of a long recording only. */
  readonly axis?: TimeAxis;
}

/** Paints on every change; `paintOverlay` repaints only the calipers. `failed` when the browser gives no canvas. */
export function usePaperCanvases(
  canvases: PaperCanvases,
  paper: PaintedPaper,
): { failed: boolean; paintOverlay: (calipers: readonly Caliper[], selectedId: number | null) => void } {
  const { group, drawn, settings, view, words, ratio, set, axis } = paper;
  const [failed, setFailed] = useState(false);
  const ink = inks[settings.theme];
  const pxPerMm = view?.pxPerMm ?? 0;

  // The grid hangs on scale, size and theme only: a new gain or layout leaves it alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view's other parts do not show in the grid
  useLayoutEffect(() => {
    const canvas = canvases.current?.grid;
    if (canvas === undefined || view === null) return;
    const layer = prepareLayer(canvas, view.widthPx, view.heightPx, ratio);
    if (layer === null) setFailed(true);
    else paintGrid(layer, view, ink);
  }, [pxPerMm, view?.widthPx, view?.heightPx, ratio, ink]);

  useLayoutEffect(() => {
    const canvas = canvases.current?.trace;
    if (canvas === undefined || view === null) return;
    const layer = prepareLayer(canvas, view.widthPx, view.heightPx, ratio);
    if (layer === null) setFailed(true);
    else
      paintTrace(layer, {
        group: drawn,
        view,
        words,
        ink,
        axis,
        footText: footText(group, settings, view, words),
      });
  }, [canvases, group, drawn, settings, view, words, ratio, ink, axis]);

  useLayoutEffect(() => {
    const canvas = canvases.current?.overlay;
    if (canvas !== undefined && view !== null) prepareLayer(canvas, view.widthPx, view.heightPx, ratio);
  }, [canvases, view, ratio]);

  const paintOverlay = useCallback(
    (calipers: readonly Caliper[], selectedId: number | null): void => {
      const canvas = canvases.current?.overlay;
      const context = canvas?.getContext('2d');
      if (canvas === undefined || context === null || context === undefined || view === null) return;
      // Without calipers the layer is hidden, not only cleared: on a busy machine Chromium 156 loses the clearing (and even
      // the resizing) of a canvas on which nothing is drawn afterwards, and a caliper taken away went on standing there.
      canvas.style.visibility = calipers.length === 0 ? 'hidden' : 'visible';
      paintCalipers({ context, ratio }, { group, view, words, ink, calipers, selectedId, leg: set.leg });
    },
    [canvases, group, view, words, ratio, ink, set.leg],
  );
  useLayoutEffect(() => paintOverlay(set.calipers, set.selectedId), [paintOverlay, set]);
  return { failed, paintOverlay };
}
