/**
 * The slices of a series as one volume, sampled where they are: nothing is copied, nothing resampled ahead. Positions are mm
 * of the patient (PS3.3 C.7.6.2). A tilted gantry is corrected by the map itself, which leans with the stack; slices at uneven
 * distances lie where their headers say.
 */
import { medianOf } from '#shared/ecg/signal/quantile.ts';
import {
  add,
  dot,
  normalOf,
  type SlicePlane,
  scale,
  subtract,
  type Vector3,
} from '#shared/measure/slice-plane.ts';
import { checkStackGeometry, type GeometryFinding } from '#shared/measure/stack-geometry.ts';

export interface VolumeSlice {
  readonly plane: SlicePlane;
  readonly rows: number;
  readonly columns: number;
  /** Between rows and between columns, in mm. */
  readonly spacing: readonly [number, number];
}

/** Why a series makes no volume. */
export type Refusal = 'too-few' | 'mixed' | 'phases' | 'sizes';

/** How the slices of a series lie as a volume. */
export interface VolumeGrid {
  readonly columns: number;
  readonly rows: number;
  /** Index in the series of each slice of the volume, by place along the normal. */
  readonly order: readonly number[];
  /** Centre of the first voxel. */
  readonly origin: Vector3;
  /** Columns and rows from the first one per mm: dot products with (point − origin). */
  readonly perColumn: Vector3;
  readonly perRow: Vector3;
  /** Across the slices, of length 1. */
  readonly normal: Vector3;
  /** Of each slice along the normal from the first one, in mm, rising. */
  readonly places: readonly number[];
  /** Distance of neighbours in mm where all are alike; null where they are not and `places` must be asked. */
  readonly evenMm: number | null;
  /** True where slices are missing after this one: what lies between is not shown. */
  readonly gaps: readonly boolean[];
  /** At right angles: along the rows, down the columns, along the stack. The last follows the table where the gantry is tilted. */
  readonly axes: readonly [Vector3, Vector3, Vector3];
  readonly findings: readonly GeometryFinding[];
}

export type Laid =
  | { readonly ok: true; readonly grid: VolumeGrid }
  | { readonly ok: false; readonly why: Refusal };

/** Fewer make no volume. */
const fewest = 4;
/** Places closer than this are one, in mm. */
const samePlaceMm = 0.01;
/** Slices may lie this far beside an even grid and still count as even, in mm: headers round. */
const evenWithinMm = 0.02;
const gapFactor = 1.5;

/** Lays slices, in any order, as a volume. */
export function layVolume(slices: readonly VolumeSlice[]): Laid {
  const [first] = slices;
  if (first === undefined || slices.length < fewest) return { ok: false, why: 'too-few' };
  const findings = checkStackGeometry(slices.map(({ plane }) => plane));
  if (findings.some(({ code }) => code === 'mixed-orientation')) return { ok: false, why: 'mixed' };
  if (slices.some((slice) => !isAlike(slice, first))) return { ok: false, why: 'sizes' };
  const normal = normalOf(first.plane);
  const sorted = slices
    .map(({ plane }, index) => ({ index, plane, along: dot(plane.position, normal) }))
    .sort((a, b) => a.along - b.along || a.index - b.index);
  const apart = sorted.filter(
    (one, at) => at === 0 || one.along - (sorted[at - 1]?.along ?? 0) > samePlaceMm,
  );
  // Each place as often as the others: phases or echoes, several volumes in one series.
  if (apart.length * 2 <= sorted.length) return { ok: false, why: 'phases' };
  if (apart.length < fewest) return { ok: false, why: 'too-few' };
  const [start, end] = [apart[0], apart.at(-1)] as [(typeof apart)[0], (typeof apart)[0]];
  const places = apart.map(({ along }) => along - start.along);
  const usual = medianOf(places.slice(1).map((place, at) => place - (places[at] ?? 0))) ?? 1;
  const length = places.at(-1) ?? 1;
  const mean = length / (places.length - 1);
  const isEven = places.every((place, at) => Math.abs(place - at * mean) < evenWithinMm);
  const lean = leanOf(subtract(end.plane.position, start.plane.position), normal, length);
  const { rowCosines: row, columnCosines: column } = first.plane;
  const [rowMm, columnMm] = first.spacing;
  return {
    ok: true,
    grid: {
      columns: first.columns,
      rows: first.rows,
      order: apart.map(({ index }) => index),
      origin: start.plane.position,
      perColumn: scale(subtract(row, scale(normal, dot(lean, row))), 1 / columnMm),
      perRow: scale(subtract(column, scale(normal, dot(lean, column))), 1 / rowMm),
      normal,
      places,
      evenMm: isEven ? mean : null,
      gaps: places.map((place, at) => (places[at + 1] ?? place) - place > usual * gapFactor),
      axes: axesOf(row, add(normal, lean)),
      findings,
    },
  };
}

/** Columns, rows and slices from the first voxel; the last is a fraction between neighbours at their real distance. */
export function indexAt(grid: VolumeGrid, point: Vector3): Vector3 {
  const from = subtract(point, grid.origin);
  return [dot(from, grid.perColumn), dot(from, grid.perRow), sliceAt(grid, dot(from, grid.normal))];
}

/** The slice at `mm` along the normal, with its fraction; goes on at the ends' distances outside. */
export function sliceAt({ evenMm, places }: VolumeGrid, mm: number): number {
  if (evenMm !== null) return mm / evenMm;
  let low = 0;
  let high = places.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle] ?? 0) <= mm) low = middle;
    else high = middle - 1;
  }
  const from = places[low] ?? 0;
  return low + (mm - from) / ((places[low + 1] ?? from + 1) - from);
}

/** The patient's point of a voxel. */
export function pointAt(grid: VolumeGrid, [i, j, k]: Vector3): Vector3 {
  const at = Math.max(0, Math.min(grid.places.length - 2, Math.floor(k)));
  const from = grid.places[at] ?? 0;
  const mm = from + (k - at) * ((grid.places[at + 1] ?? from) - from);
  return solve(grid, i, j, mm);
}

/** A step along `direction` that changes the fastest index by one: none of the slices or columns is jumped over. In mm. */
export function stepAlong(grid: VolumeGrid, direction: Vector3): number {
  const gaps = grid.places.slice(1).map((place, at) => place - (grid.places[at] ?? 0));
  const sliceMm = grid.evenMm ?? Math.min(...gaps);
  const fastest = Math.max(
    Math.abs(dot(direction, grid.perColumn)),
    Math.abs(dot(direction, grid.perRow)),
    Math.abs(dot(direction, grid.normal)) / sliceMm,
  );
  return 1 / fastest;
}

function isAlike(a: VolumeSlice, b: VolumeSlice): boolean {
  const near = (x: number, y: number) => Math.abs(x - y) < 1e-3;
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    near(a.spacing[0], b.spacing[0]) &&
    near(a.spacing[1], b.spacing[1])
  );
}

/** How far the stack leans within its slices per mm along the normal: 0 unless the gantry was tilted. */
function leanOf(way: Vector3, normal: Vector3, length: number): Vector3 {
  const lean = scale(subtract(way, scale(normal, dot(way, normal))), 1 / length);
  // Headers round: less than half a pixel over the whole stack is none.
  return Math.hypot(...lean) * length < 0.25 ? [0, 0, 0] : lean;
}

function axesOf(row: Vector3, along: Vector3): readonly [Vector3, Vector3, Vector3] {
  const stack = unit(along);
  const right = unit(subtract(row, scale(stack, dot(row, stack))));
  return [right, cross(stack, right), stack];
}

/** The point whose covectors give i, j and mm: Cramer's rule. */
function solve(
  { origin, perColumn: a, perRow: b, normal: c }: VolumeGrid,
  i: number,
  j: number,
  mm: number,
): Vector3 {
  const bc = cross(b, c);
  const ca = cross(c, a);
  const ab = cross(a, b);
  const determinant = dot(a, bc);
  return add(origin, scale(add(add(scale(bc, i), scale(ca, j)), scale(ab, mm)), 1 / determinant));
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function unit(a: Vector3): Vector3 {
  return scale(a, 1 / (Math.hypot(...a) || 1));
}
