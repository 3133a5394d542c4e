/** Length of a line drawn on an image, in the unit of its pixel scale. */
import type { PixelPoint, PixelScale } from './spacing.ts';

/** Distance between two places in pixels, in `scale.unit`. */
export function lengthBetween(
  from: PixelPoint,
  to: PixelPoint,
  scale: Pick<PixelScale, 'row' | 'column'>,
): number {
  return Math.hypot((to[0] - from[0]) * scale.column, (to[1] - from[1]) * scale.row);
}
