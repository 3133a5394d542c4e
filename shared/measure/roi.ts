/** Area and grey-value statistics of an ellipse or a rectangle drawn on an image. */
import type { PixelPoint, PixelScale } from './spacing.ts';

/** A region as its centre and two half axes in pixels; the axes may be turned, as in a rotated view. */
export interface Region {
  readonly shape: 'ellipse' | 'rectangle';
  readonly centre: PixelPoint;
  readonly axisA: PixelPoint;
  readonly axisB: PixelPoint;
}

/** One plane of grey values after rescale, row by row. */
export interface GreyPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

export interface RegionStatistics {
  /** Pixels whose centre lies inside. */
  readonly count: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
}

/** Area in square units of the scale: the shape's own area, not a count of pixels. */
export function regionArea(region: Region, scale: PixelScale): number {
  const [ax, ay] = region.axisA;
  const [bx, by] = region.axisB;
  const parallelogram = Math.abs(ax * by - ay * bx) * scale.column * scale.row;
  return region.shape === 'ellipse' ? Math.PI * parallelogram : 4 * parallelogram;
}

/** Statistics over the pixels whose centre lies inside the region and the image; null when there is none. */
export function regionStatistics(region: Region, plane: GreyPlane): RegionStatistics | null {
  const [cx, cy] = region.centre;
  const [ax, ay] = region.axisA;
  const [bx, by] = region.axisB;
  const determinant = ax * by - ay * bx;
  if (determinant === 0) return null;
  const reachX = Math.abs(ax) + Math.abs(bx);
  const reachY = Math.abs(ay) + Math.abs(by);
  const fromX = Math.max(0, Math.ceil(cx - reachX));
  const toX = Math.min(plane.columns - 1, Math.floor(cx + reachX));
  const fromY = Math.max(0, Math.ceil(cy - reachY));
  const toY = Math.min(plane.rows - 1, Math.floor(cy + reachY));
  let count = 0;
  let mean = 0;
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const dx = x - cx;
      const dy = y - cy;
      const a = (dx * by - dy * bx) / determinant;
      const b = (ax * dy - ay * dx) / determinant;
      const inside = region.shape === 'ellipse' ? a * a + b * b <= 1 : Math.abs(a) <= 1 && Math.abs(b) <= 1;
      if (!inside) continue;
      const value = plane.values[y * plane.columns + x] ?? 0;
      count += 1;
      // Welford's running mean: sums of squares lose digits on 16-bit values over large regions.
      const delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return count === 0 ? null : { count, mean, deviation: Math.sqrt(squares / count), min, max };
}
