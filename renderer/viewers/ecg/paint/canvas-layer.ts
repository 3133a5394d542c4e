/** One canvas of the paper at the screen's own pixels. */

export interface CanvasLayer {
  readonly context: CanvasRenderingContext2D;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Sizes a canvas to CSS pixels × device ratio; null where the browser gives no 2D context. The canvas comes back empty. */
export function prepareLayer(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
  ratio: number,
): CanvasLayer | null {
  const width = Math.round(widthPx * ratio);
  const height = Math.round(heightPx * ratio);
  const sameSize = canvas.width === width && canvas.height === height;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(1, 0, 0, 1, 0, 0);
  // A canvas that was given a new size is empty already.
  if (sameSize) context.clearRect(0, 0, width, height);
  return { context, ratio };
}
