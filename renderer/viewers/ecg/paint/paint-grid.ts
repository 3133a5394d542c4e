/** The squared paper: 1 mm and 5 mm lines, each on whole device pixels; painted once and kept until scale, size or theme change. */
import type { PaperView } from '../layout/paper-view.ts';
import type { CanvasLayer } from './canvas-layer.ts';
import type { Ink } from './ink.ts';

/** Below this many device pixels a millimetre, 1 mm lines would run together: only 5 mm lines are drawn. */
const leastPixelsPerMinorLine = 2.5;

/** Paints ground and grid over the whole paper; lines pass through the tracing's origin. */
export function paintGrid(layer: CanvasLayer, view: PaperView, ink: Ink): void {
  const { context, ratio } = layer;
  const width = Math.round(view.widthPx * ratio);
  const height = Math.round(view.heightPx * ratio);
  const pixelsPerMm = view.pxPerMm * ratio;
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, width, height);
  const thickness = Math.max(1, Math.round(ratio));
  if (pixelsPerMm >= leastPixelsPerMinorLine) {
    context.fillStyle = ink.minorLine;
    ruleLines(context, { width, height }, pixelsPerMm, 1, thickness);
  }
  context.fillStyle = ink.majorLine;
  ruleLines(context, { width, height }, pixelsPerMm, 5, thickness);
}

function ruleLines(
  context: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  pixelsPerMm: number,
  everyMm: number,
  thickness: number,
): void {
  for (let mm = 0, at = 0; at < width; mm += everyMm, at = Math.round(mm * pixelsPerMm)) {
    context.fillRect(at, 0, thickness, height);
  }
  for (let mm = 0, at = 0; at < height; mm += everyMm, at = Math.round(mm * pixelsPerMm)) {
    context.fillRect(0, at, width, thickness);
  }
}
