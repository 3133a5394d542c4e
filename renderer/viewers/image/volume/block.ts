/** A volume made small enough for the graphics processor: one byte a voxel, even along every axis, no side longer than allowed. */
import type { Volume } from '../mpr/reslice.ts';
import { sliceAt } from '../mpr/volume.ts';
import { keptRange } from './transfer.ts';

export interface Block {
  readonly columns: number;
  readonly rows: number;
  readonly layers: number;
  /** By column, then row, then layer; 0 is `keptRange.lower`, 255 `upper`. */
  readonly bytes: Uint8Array;
  /** Of the whole, in mm: along the rows, down the columns, along the stack. */
  readonly sizeMm: readonly [number, number, number];
}

/** `longest`: of a side, in voxels. Of voxels that fall together the middle one is taken; slices are taken at even distances. */
export function makeBlock({ grid, values }: Volume, longest: number): Block {
  const every = Math.max(1, Math.ceil(Math.max(grid.columns, grid.rows) / longest));
  const columns = Math.floor(grid.columns / every);
  const rows = Math.floor(grid.rows / every);
  const layers = Math.min(longest, grid.places.length);
  const length = grid.places.at(-1) ?? 0;
  const bytes = new Uint8Array(columns * rows * layers);
  const scale = 255 / (keptRange.upper - keptRange.lower);
  const middle = every >> 1;
  for (let layer = 0; layer < layers; layer++) {
    const mm = layers === 1 ? 0 : (length * layer) / (layers - 1);
    const slice = values[Math.max(0, Math.min(values.length - 1, Math.round(sliceAt(grid, mm))))];
    if (slice === undefined) continue;
    for (let row = 0; row < rows; row++) {
      const from = (row * every + middle) * grid.columns + middle;
      const to = (layer * rows + row) * columns;
      for (let column = 0; column < columns; column++) {
        const value = ((slice[from + column * every] ?? keptRange.lower) - keptRange.lower) * scale;
        bytes[to + column] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  const columnMm = 1 / Math.hypot(...grid.perColumn);
  const rowMm = 1 / Math.hypot(...grid.perRow);
  return { columns, rows, layers, bytes, sizeMm: [columns * every * columnMm, rows * every * rowMm, length] };
}
