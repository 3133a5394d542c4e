/** One canvas of the paper at the screen's own pixels. */

export interface CanvasLayer {
  readonly context: CanvasRenderingContext2D;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/**
 * Makes room for CSS pixels × device ratio and empties it; null where the browser gives no 2D context. A canvas that is
 * larger already keeps its size, since growing and shrinking would throw its memory away: whoever shows it cuts it off.
 */
export function prepareLayer(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
  ratio: number,
): CanvasLayer | null {
  const width = Math.round(widthPx * ratio);
  const height = Math.round(heightPx * ratio);
  const roomy = canvas.width >= width && canvas.height >= height;
  if (!roomy) {
    canvas.width = Math.max(width, canvas.width);
    canvas.height = Math.max(height, canvas.height);
  }
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(1, 0, 0, 1, 0, 0);
  // A canvas that was given a new size is empty already.
  if (roomy) context.clearRect(0, 0, width, height);
  return { context, ratio };
}
