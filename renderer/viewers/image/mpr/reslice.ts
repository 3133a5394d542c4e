/** Samples a volume in a plane: one layer, or a slab's greatest, least or mean value. Exact at voxel centres, linear between them. */
import { dot, subtract, type Vector3 } from '#shared/measure/slice-plane.ts';
import { sliceAt, type VolumeGrid } from './volume.ts';

export interface Volume {
  readonly grid: VolumeGrid;
  /** Values of each slice, row by row, in the order of `grid.order`. */
  readonly values: readonly ArrayLike<number>[];
}

/** A raster in the patient: centre of its first pixel, and mm from pixel to pixel to the right and down. */
export interface Raster {
  readonly origin: Vector3;
  readonly right: Vector3;
  readonly down: Vector3;
  readonly width: number;
  readonly height: number;
}

export type SlabMode = 'single' | 'mip' | 'minip' | 'mean';

export interface Slab {
  readonly mode: SlabMode;
  /** Of length 1. */
  readonly normal: Vector3;
  /** Between layers, in mm. */
  readonly stepMm: number;
  /** Odd; 1 for a single layer. */
  readonly layers: number;
}

/** The slab of `thicknessMm` about a plane: every layer within half of it, on both sides, by whole steps. */
export function slabOf(mode: SlabMode, normal: Vector3, thicknessMm: number, stepMm: number): Slab {
  const aside = mode === 'single' ? 0 : Math.floor(thicknessMm / 2 / stepMm + 1e-6);
  return { mode, normal, stepMm, layers: 2 * aside + 1 };
}

/** Indices this near a whole number are that number: rounding must not blur a voxel's own value. */
const whole = 1e-6;

/**
 * Writes rows `from` to `to` (not included) of the raster into `out` (width × height). NaN where the volume has nothing, and
 * between slices where some are missing.
 */
export function reslice(
  volume: Volume,
  raster: Raster,
  slab: Slab,
  out: Float32Array,
  from = 0,
  to = raster.height,
): void {
  const { grid } = volume;
  const { width } = raster;
  const start = subtract(raster.origin, grid.origin);
  const covectors = [grid.perColumn, grid.perRow, grid.normal] as const;
  const [i0, j0, s0] = covectors.map((one) => dot(start, one)) as [number, number, number];
  const [di, dj, ds] = covectors.map((one) => dot(raster.right, one)) as [number, number, number];
  const [ri, rj, rs] = covectors.map((one) => dot(raster.down, one)) as [number, number, number];
  const [ni, nj, ns] = covectors.map((one) => dot(slab.normal, one) * slab.stepMm) as [
    number,
    number,
    number,
  ];
  const aside = (slab.layers - 1) / 2;
  const layer = new Float32Array(width);
  const counts = slab.mode === 'mean' ? new Uint32Array(width) : null;
  for (let y = from; y < to; y++) {
    const row = out.subarray(y * width, (y + 1) * width);
    row.fill(Number.NaN);
    counts?.fill(0);
    for (let n = -aside; n <= aside; n++) {
      const i = i0 + y * ri + n * ni;
      const j = j0 + y * rj + n * nj;
      const s = s0 + y * rs + n * ns;
      sampleRow(volume, i, j, s, di, dj, ds, layer);
      merge(row, layer, slab.mode, counts);
    }
    if (counts !== null) for (let x = 0; x < width; x++) row[x] = (row[x] ?? 0) / (counts[x] ?? 1);
  }
}

/** The value at one point, of the slab where there is one; NaN outside. */
export function valueAt(volume: Volume, point: Vector3, slab: Slab): number {
  const out = new Float32Array(1);
  const still: Vector3 = [0, 0, 0];
  reslice(volume, { origin: point, right: still, down: still, width: 1, height: 1 }, slab, out);
  return out[0] ?? Number.NaN;
}

function sampleRow(
  { grid, values }: Volume,
  i0: number,
  j0: number,
  s0: number,
  di: number,
  dj: number,
  ds: number,
  out: Float32Array,
): void {
  const { columns, rows, evenMm, gaps } = grid;
  const last = values.length - 1;
  const perMm = evenMm === null ? 0 : 1 / evenMm;
  for (let x = 0; x < out.length; x++) {
    let i = i0 + x * di;
    let j = j0 + x * dj;
    const s = s0 + x * ds;
    let k = evenMm === null ? sliceAt(grid, s) : s * perMm;
    // A voxel reaches half its size beyond its centre.
    if (i < -0.5 || j < -0.5 || k < -0.5 || i > columns - 0.5 || j > rows - 0.5 || k > last + 0.5) {
      out[x] = Number.NaN;
      continue;
    }
    i = i < 0 ? 0 : i > columns - 1 ? columns - 1 : i;
    j = j < 0 ? 0 : j > rows - 1 ? rows - 1 : j;
    k = k < 0 ? 0 : k > last ? last : k;
    const ii = Math.floor(i + whole);
    const jj = Math.floor(j + whole);
    const kk = Math.floor(k + whole);
    const fi = i - ii < whole ? 0 : i - ii;
    const fj = j - jj < whole ? 0 : j - jj;
    const fk = k - kk < whole ? 0 : k - kk;
    if (fk > 0 && gaps[kk]) {
      out[x] = Number.NaN;
      continue;
    }
    const at = jj * columns + ii;
    const right = fi > 0 ? 1 : 0;
    const below = at + (fj > 0 ? columns : 0);
    const a = values[kk] as ArrayLike<number>;
    let top = a[at] as number;
    top += fi * ((a[at + right] as number) - top);
    let bottom = a[below] as number;
    bottom += fi * ((a[below + right] as number) - bottom);
    let value = top + fj * (bottom - top);
    if (fk > 0) {
      const b = values[kk + 1] as ArrayLike<number>;
      top = b[at] as number;
      top += fi * ((b[at + right] as number) - top);
      bottom = b[below] as number;
      bottom += fi * ((b[below + right] as number) - bottom);
      value += fk * (top + fj * (bottom - top) - value);
    }
    out[x] = value;
  }
}

function merge(row: Float32Array, layer: Float32Array, mode: SlabMode, counts: Uint32Array | null): void {
  for (let x = 0; x < row.length; x++) {
    const value = layer[x] as number;
    if (Number.isNaN(value)) continue;
    const before = row[x] as number;
    if (Number.isNaN(before)) row[x] = value;
    else if (mode === 'mip') row[x] = value > before ? value : before;
    else if (mode === 'minip') row[x] = value < before ? value : before;
    else row[x] = before + value;
    if (counts !== null) counts[x] = (counts[x] ?? 0) + 1;
  }
}
