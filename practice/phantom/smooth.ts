/** Smoothing of painted pixels: gives hard-painted shapes the soft edges of a real point spread. */

let scratch = new Float32Array(0);

/** Blurs in place with [1 2 1] / 4 in both directions, `times` times; edges repeat. */
export function smooth(pixels: Float32Array, width: number, height: number, times = 1): void {
  if (scratch.length < pixels.length) scratch = new Float32Array(pixels.length);
  for (let pass = 0; pass < times; pass++) {
    for (let y = 0; y < height; y++) {
      const row = y * width;
      let left = pixels[row] as number;
      let here = left;
      for (let x = 0; x < width; x++) {
        const right = x + 1 < width ? (pixels[row + x + 1] as number) : here;
        scratch[row + x] = (left + 2 * here + right) * 0.25;
        left = here;
        here = right;
      }
    }
    for (let y = 0; y < height; y++) {
      const above = (y > 0 ? y - 1 : y) * width;
      const row = y * width;
      const below = (y + 1 < height ? y + 1 : y) * width;
      for (let x = 0; x < width; x++) {
        pixels[row + x] =
          ((scratch[above + x] as number) +
            2 * (scratch[row + x] as number) +
            (scratch[below + x] as number)) *
          0.25;
      }
    }
  }
}

/** Enlarges a grid by bilinear interpolation. */
export function enlarge(
  from: Float32Array,
  fromWidth: number,
  fromHeight: number,
  width: number,
  height: number,
): Float32Array<ArrayBuffer> {
  const to = new Float32Array(width * height);
  const stepX = (fromWidth - 1) / (width - 1);
  const stepY = (fromHeight - 1) / (height - 1);
  for (let y = 0; y < height; y++) {
    const sy = y * stepY;
    const y0 = Math.min(Math.floor(sy), fromHeight - 2);
    const v = sy - y0;
    for (let x = 0; x < width; x++) {
      const sx = x * stepX;
      const x0 = Math.min(Math.floor(sx), fromWidth - 2);
      const u = sx - x0;
      const i = y0 * fromWidth + x0;
      const top = (from[i] as number) * (1 - u) + (from[i + 1] as number) * u;
      const bottom = (from[i + fromWidth] as number) * (1 - u) + (from[i + fromWidth + 1] as number) * u;
      to[y * width + x] = top * (1 - v) + bottom * v;
    }
  }
  return to;
}
