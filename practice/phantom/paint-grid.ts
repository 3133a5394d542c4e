/** Paints a slice from a function of the pixel, working out only the pixels near an edge one by one. */

/**
 * Fills `size` × `size` pixels with `valueAt(column, row)`. The function is asked at the corners of cells of `step`
 * pixels; a cell whose corners differ by no more than `tolerance` is interpolated, any other is asked pixel by pixel.
 */
export function paintGrid(
  size: number,
  step: number,
  tolerance: number,
  valueAt: (column: number, row: number) => number,
): Float32Array<ArrayBuffer> {
  const pixels = new Float32Array(size * size);
  const cells = Math.ceil(size / step);
  let upper = cornerRow(cells, step, 0, valueAt);
  for (let cellRow = 0; cellRow < cells; cellRow++) {
    const lower = cornerRow(cells, step, (cellRow + 1) * step, valueAt);
    for (let cell = 0; cell < cells; cell++) {
      const a = upper[cell] as number;
      const b = upper[cell + 1] as number;
      const c = lower[cell] as number;
      const d = lower[cell + 1] as number;
      const flat = Math.max(a, b, c, d) - Math.min(a, b, c, d) <= tolerance;
      for (let j = 0; j < step; j++) {
        const row = cellRow * step + j;
        if (row >= size) break;
        for (let i = 0; i < step; i++) {
          const column = cell * step + i;
          if (column >= size) break;
          const u = i / step;
          const v = j / step;
          pixels[row * size + column] = flat
            ? (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
            : i === 0 && j === 0
              ? a
              : valueAt(column, row);
        }
      }
    }
    upper = lower;
  }
  return pixels;
}

function cornerRow(
  cells: number,
  step: number,
  row: number,
  valueAt: (column: number, row: number) => number,
): Float32Array {
  const values = new Float32Array(cells + 1);
  for (let cell = 0; cell <= cells; cell++) values[cell] = valueAt(cell * step, row);
  return values;
}
