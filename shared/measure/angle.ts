/** Angle between two lines drawn on an image. */
import type { PixelPoint, PixelScale } from './spacing.ts';

/** Angle at `corner` between the lines to `from` and `to`, 0 to 180 degrees; null when a line has no length. */
export function angleAt(
  from: PixelPoint,
  corner: PixelPoint,
  to: PixelPoint,
  scale: PixelScale,
): number | null {
  const ax = (from[0] - corner[0]) * scale.column;
  const ay = (from[1] - corner[1]) * scale.row;
  const bx = (to[0] - corner[0]) * scale.column;
  const by = (to[1] - corner[1]) * scale.row;
  if (Math.hypot(ax, ay) === 0 || Math.hypot(bx, by) === 0) return null;
  // atan2 of cross and dot stays exact near 0 and 180 degrees, where acos loses digits.
  return (Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by) * 180) / Math.PI;
}
