/**
 * Paints reconstructions on canvases: at once as fine as the time of a frame allows, then whole, in pieces that let keys and
 * mouse through. All of it on the processor, so that neither a lost graphics context nor a small one stands in the way.
 */
import { add, scale } from '#shared/measure/slice-plane.ts';
import { type Raster, reslice, type Slab, type Volume } from './reslice.ts';

export interface Picture {
  readonly volume: Volume;
  /** One pixel of the canvas each. */
  readonly raster: Raster;
  readonly slab: Slab;
  /** Values of black and of white. */
  readonly window: { readonly lower: number; readonly upper: number };
  readonly invert: boolean;
}

export interface Painter {
  /** Paints what the picture is by then; asked any number of times between two frames it paints once. */
  readonly request: () => void;
  readonly stop: () => void;
}

/** A first painting of one canvas may take so long, in ms; a piece of the whole one likewise. */
const budgetMs = 14;
/** The whole picture is worked out once the reader rests, in ms. */
const restMs = 90;
/** Nanoseconds a sample takes, learned from every painting. */
let sampleNs = 25;

/** `picture` is asked at every painting; `painted` hears of each, whole or coarse. */
export function createPainter(
  canvas: HTMLCanvasElement,
  picture: () => Picture | null,
  painted: (isWhole: boolean) => void,
): Painter {
  const context = canvas.getContext('2d', { alpha: false });
  const small = document.createElement('canvas');
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const put = (given: Picture, values: Float32Array, width: number, height: number): void => {
    if (context === null) return;
    const image = new ImageData(width, height);
    shade(values, given, image.data);
    if (width === canvas.width && height === canvas.height) {
      context.putImageData(image, 0, 0);
      return;
    }
    small.width = width;
    small.height = height;
    small.getContext('2d', { alpha: false })?.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
  };

  const measured = (samples: number, ms: number): void => {
    if (samples > 2000) sampleNs += ((ms * 1e6) / samples - sampleNs) * 0.3;
  };

  const paint = (): void => {
    frame = 0;
    const given = picture();
    if (given === null) return;
    const { width, height } = given.raster;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const cost = (width * height * given.slab.layers * sampleNs) / 1e6;
    const coarse = Math.max(1, Math.min(8, Math.ceil(Math.sqrt(cost / budgetMs))));
    const raster = coarser(given.raster, coarse);
    const values = new Float32Array(raster.width * raster.height);
    const from = performance.now();
    reslice(given.volume, raster, given.slab, values);
    measured(values.length * given.slab.layers, performance.now() - from);
    put(given, values, raster.width, raster.height);
    painted(coarse === 1);
    if (coarse > 1) timer = setTimeout(() => refine(given), restMs);
  };

  const refine = (given: Picture): void => {
    const { width, height } = given.raster;
    const values = new Float32Array(width * height);
    let row = 0;
    const piece = (): void => {
      const from = performance.now();
      const first = row;
      while (row < height && performance.now() - from < budgetMs) {
        reslice(given.volume, given.raster, given.slab, values, row, row + 1);
        row += 1;
      }
      measured((row - first) * width * given.slab.layers, performance.now() - from);
      if (row < height) {
        timer = setTimeout(piece, 0);
        return;
      }
      put(given, values, width, height);
      painted(true);
    };
    piece();
  };

  return {
    request() {
      clearTimeout(timer);
      if (frame === 0) frame = requestAnimationFrame(paint);
    },
    stop() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}

/** The same place with fewer pixels. */
function coarser(raster: Raster, by: number): Raster {
  if (by === 1) return raster;
  const width = Math.ceil(raster.width / by);
  const height = Math.ceil(raster.height / by);
  const [x, y] = [raster.width / width, raster.height / height];
  const middle = add(scale(raster.right, (x - 1) / 2), scale(raster.down, (y - 1) / 2));
  return {
    origin: add(raster.origin, middle),
    right: scale(raster.right, x),
    down: scale(raster.down, y),
    width,
    height,
  };
}

/** Greys by the linear window (PS3.3 C.11.2.1.2 with its ends given); black where there is no value. */
export function shade(
  values: Float32Array,
  { window, invert }: Pick<Picture, 'window' | 'invert'>,
  out: Uint8ClampedArray,
): void {
  const factor = 255 / (window.upper - window.lower || 1);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    const grey = (value - window.lower) * factor;
    const shown = Number.isNaN(value) ? 0 : invert ? 255 - grey : grey;
    const to = at * 4;
    out[to] = shown;
    out[to + 1] = shown;
    out[to + 2] = shown;
    out[to + 3] = 255;
  }
}
