/** Where a pixel of an image lies in the world and on the screen, and back. */
import type { Types } from '@cornerstonejs/core';
import { drawnSpacing, type PixelPoint } from '#shared/measure/spacing.ts';
import type { ImageHeader } from '../metadata/image-header.ts';

/** Between pixels of the image and CSS pixels of the pane's element. */
export interface Projection {
  readonly toScreen: (pixel: PixelPoint) => PixelPoint;
  readonly toPixel: (screen: PixelPoint) => PixelPoint;
  /** CSS pixels from one row of the picture to the next. */
  readonly pixelHeight: number;
}

/** The world place of a pixel: the picture's plane is the header's, as our metadata gives it to Cornerstone. */
export function worldOf([x, y]: PixelPoint, header: ImageHeader): Types.Point3 {
  const [rowSpacing, columnSpacing] = drawnSpacing(header.spacing);
  const row = header.rowCosines ?? [1, 0, 0];
  const column = header.columnCosines ?? [0, 1, 0];
  const origin = header.position ?? [0, 0, 0];
  const at = (axis: 0 | 1 | 2): number =>
    origin[axis] + x * columnSpacing * row[axis] + y * rowSpacing * column[axis];
  return [at(0), at(1), at(2)];
}

/** Null while the viewport has no size. Three places settle it: between image and screen everything is affine. */
export function projectionOf(
  viewport: Pick<Types.IStackViewport, 'worldToCanvas'>,
  header: ImageHeader,
): Projection | null {
  const { columns, rows } = header;
  const origin = viewport.worldToCanvas(worldOf([0, 0], header));
  const right = viewport.worldToCanvas(worldOf([columns, 0], header));
  const down = viewport.worldToCanvas(worldOf([0, rows], header));
  const ax = (right[0] - origin[0]) / columns;
  const ay = (right[1] - origin[1]) / columns;
  const bx = (down[0] - origin[0]) / rows;
  const by = (down[1] - origin[1]) / rows;
  const determinant = ax * by - ay * bx;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  return {
    pixelHeight: Math.hypot(bx, by),
    toScreen: ([x, y]) => [origin[0] + x * ax + y * bx, origin[1] + x * ay + y * by],
    toPixel: ([x, y]) => {
      const dx = x - origin[0];
      const dy = y - origin[1];
      return [(dx * by - dy * bx) / determinant, (ax * dy - ay * dx) / determinant];
    },
  };
}
