/** Area and grey-value statistics of a region drawn on an image. */
import type { PixelPoint, PixelScale } from './spacing.ts';

/** A region as its centre and two half axes in pixels; the axes may be turned, as in a rotated view. */
export interface AxisRegion {
  readonly shape: 'ellipse' | 'rectangle';
  readonly centre: PixelPoint;
  readonly axisA: PixelPoint;
  readonly axisB: PixelPoint;
}

/** Drawn by hand, closed from the last point to the first; where it crosses itself, even-odd. */
export interface PolygonRegion {
  readonly shape: 'polygon';
  readonly points: readonly PixelPoint[];
}

export type Region = AxisRegion | PolygonRegion;

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
  const pixelArea = scale.column * scale.row;
  if (region.shape === 'polygon') {
    let twice = 0;
    for (const [at, [x, y]] of region.points.entries()) {
      const [nextX, nextY] = region.points[(at + 1) % region.points.length] ?? [0, 0];
      twice += x * nextY - nextX * y;
    }
    return (Math.abs(twice) / 2) * pixelArea;
  }
  const [ax, ay] = region.axisA;
  const [bx, by] = region.axisB;
  const parallelogram = Math.abs(ax * by - ay * bx) * pixelArea;
  return region.shape === 'ellipse' ? Math.PI * parallelogram : 4 * parallelogram;
}

/** Statistics over the pixels whose centre lies inside the region and the image; null when there is none. */
export function regionStatistics(region: Region, plane: GreyPlane): RegionStatistics | null {
  const outline = region.shape === 'polygon' ? polygonOutline(region.points) : axisOutline(region);
  if (outline === null) return null;
  const fromX = Math.max(0, Math.ceil(outline.minX));
  const toX = Math.min(plane.columns - 1, Math.floor(outline.maxX));
  const fromY = Math.max(0, Math.ceil(outline.minY));
  const toY = Math.min(plane.rows - 1, Math.floor(outline.maxY));
  let count = 0;
  let mean = 0;
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      if (!outline.isInside(x, y)) continue;
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

interface Outline {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
  readonly isInside: (x: number, y: number) => boolean;
}

function axisOutline(region: AxisRegion): Outline | null {
  const [cx, cy] = region.centre;
  const [ax, ay] = region.axisA;
  const [bx, by] = region.axisB;
  const determinant = ax * by - ay * bx;
  if (determinant === 0) return null;
  const reachX = Math.abs(ax) + Math.abs(bx);
  const reachY = Math.abs(ay) + Math.abs(by);
  return {
    minX: cx - reachX,
    maxX: cx + reachX,
    minY: cy - reachY,
    maxY: cy + reachY,
    isInside: (x, y) => {
      const dx = x - cx;
      const dy = y - cy;
      const a = (dx * by - dy * bx) / determinant;
      const b = (ax * dy - ay * dx) / determinant;
      return region.shape === 'ellipse' ? a * a + b * b <= 1 : Math.abs(a) <= 1 && Math.abs(b) <= 1;
    },
  };
}

function polygonOutline(points: readonly PixelPoint[]): Outline | null {
  if (points.length < 3) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    minX: Math.min(...xs),
    maxX: Math.max(...xs),
    minY: Math.min(...ys),
    maxY: Math.max(...ys),
    isInside: (x, y) => {
      let inside = false;
      for (let at = 0, before = points.length - 1; at < points.length; before = at++) {
        const [x1, y1] = points[at] ?? [0, 0];
        const [x2, y2] = points[before] ?? [0, 0];
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
      }
      return inside;
    },
  };
}
