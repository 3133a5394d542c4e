/** How one reconstruction lies on its pane: the raster that is painted, and the way between screen and patient. */
import { add, dot, scale, subtract, type Vector3 } from '#shared/measure/slice-plane.ts';
import { normalOfPlane, type Plane } from './planes.ts';
import type { Raster } from './reslice.ts';
import { pointAt, type VolumeGrid } from './volume.ts';

/** What the reader made of a pane: enlargement, and shift in CSS pixels. */
export interface PaneLook {
  readonly zoom: number;
  readonly pan: readonly [number, number];
}

export interface PaneFrame {
  /** mm to a CSS pixel. */
  readonly mmPerCss: number;
  readonly toScreen: (point: Vector3) => readonly [number, number];
  /** The point of the plane under a place of the screen. */
  readonly toPatient: (screen: readonly [number, number]) => Vector3;
  readonly raster: Raster;
}

export interface PaneSize {
  readonly width: number;
  readonly height: number;
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
}

/** Lays the plane through `at` on a pane of so many CSS pixels; at zoom 1 the whole volume fits. */
export function framePane(
  grid: VolumeGrid,
  plane: Plane,
  at: Vector3,
  look: PaneLook,
  size: PaneSize,
): PaneFrame {
  const corners = cornersOf(grid);
  const [across, up] = [plane.right, plane.down].map((axis) => {
    const places = corners.map((corner) => dot(corner, axis));
    return Math.max(...places) - Math.min(...places);
  }) as [number, number];
  const mmPerCss = Math.max(across / size.width, up / size.height) / look.zoom;
  const normal = normalOfPlane(plane);
  const middle = scale(corners.reduce(add), 1 / corners.length);
  // The middle of the volume, brought into the plane: the picture stays where it is while the planes move.
  const centre = add(middle, scale(normal, dot(subtract(at, middle), normal)));
  const [x0, y0] = [size.width / 2 + look.pan[0], size.height / 2 + look.pan[1]];
  const toPatient = ([x, y]: readonly [number, number]): Vector3 =>
    add(centre, add(scale(plane.right, (x - x0) * mmPerCss), scale(plane.down, (y - y0) * mmPerCss)));
  const mmPerPixel = mmPerCss / size.ratio;
  return {
    mmPerCss,
    toPatient,
    toScreen: (point) => {
      const from = subtract(point, centre);
      return [x0 + dot(from, plane.right) / mmPerCss, y0 + dot(from, plane.down) / mmPerCss];
    },
    raster: {
      origin: toPatient([0.5 / size.ratio, 0.5 / size.ratio]),
      right: scale(plane.right, mmPerPixel),
      down: scale(plane.down, mmPerPixel),
      width: Math.max(1, Math.round(size.width * size.ratio)),
      height: Math.max(1, Math.round(size.height * size.ratio)),
    },
  };
}

/** The outer corners of the volume's voxels. */
function cornersOf(grid: VolumeGrid): readonly Vector3[] {
  const [i, j, k] = [grid.columns - 0.5, grid.rows - 0.5, grid.places.length - 0.5];
  return [-0.5, i].flatMap((x) => [-0.5, j].flatMap((y) => [-0.5, k].map((z) => pointAt(grid, [x, y, z]))));
}
