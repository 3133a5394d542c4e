/**
 * Canvases that already have their memory. The first touch of a fresh canvas of the size of a window costs more than all the
 * painting on it (one page fault every 4 KiB), so they are made while nobody waits and handed from one ECG to the next.
 */
import { prepareLayer } from './canvas-layer.ts';

export type LayerName = 'grid' | 'trace' | 'overlay';

/** One paper's layers, and as many again for the next case that opens before this one has closed. */
const mostKept = 6;
const idle: HTMLCanvasElement[] = [];

/** A canvas for that layer; `prepareLayer` must be called before painting. It belongs to the caller until it is given back. */
export function takeCanvas(layer: LayerName): HTMLCanvasElement {
  const canvas = idle.pop() ?? document.createElement('canvas');
  canvas.dataset.layer = layer;
  canvas.removeAttribute('style');
  return canvas;
}

/** Takes the canvas out of the page and keeps it for the next. */
export function giveBackCanvas(canvas: HTMLCanvasElement): void {
  canvas.remove();
  if (idle.length < mostKept) idle.push(canvas);
}

/** Makes one paper's canvases ahead, of that many CSS pixels. */
export function stockCanvases(widthPx: number, heightPx: number, ratio: number): void {
  while (idle.length < 3) {
    const canvas = document.createElement('canvas');
    const layer = prepareLayer(canvas, widthPx, heightPx, ratio);
    if (layer === null) return;
    layer.context.fillRect(0, 0, canvas.width, canvas.height);
    // Reading one pixel back makes the browser do now what it would put off until the first frame.
    layer.context.getImageData(0, 0, 1, 1);
    idle.push(canvas);
  }
}
