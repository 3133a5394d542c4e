/** What the document viewer draws: pages with a size at zoom 1 (CSS pixels), painted onto a canvas when asked for. */

export interface DocumentPage {
  readonly width: number;
  readonly height: number;
}

export interface PageSource {
  readonly pages: number;
  /** Pages there are in the document, when more than are shown. */
  readonly allPages: number;
  readonly page: (index: number) => Promise<DocumentPage>;
  /** Paints page `index` at `scale` device pixels for each of its own, turned by `quarterTurns`. */
  readonly paint: (
    index: number,
    canvas: HTMLCanvasElement,
    scale: number,
    quarterTurns: number,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly close: () => void;
}

/** A canvas is never larger than this, whatever the zoom. */
const mostCanvasPixels = 48_000_000;

/** The scale that keeps a canvas of this size within the bound. */
export function boundedScale(width: number, height: number, scale: number): number {
  const pixels = width * height * scale * scale;
  return pixels <= mostCanvasPixels ? scale : scale * Math.sqrt(mostCanvasPixels / pixels);
}
