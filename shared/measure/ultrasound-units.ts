/** Calipers in an ultrasound region that is no picture of tissue: time, velocity and depth in the region's own units. */
import type { Quantity } from './marking.ts';
import type { PixelPoint, UltrasoundRegion } from './spacing.ts';

/** Physical units of PS3.3 C.8.5.5.1.15 that a difference can be told in: factor to our unit. */
const units: Readonly<Record<number, readonly [Quantity['name'], string, number]>> = {
  3: ['height', 'mm', 10],
  4: ['duration', 'ms', 1000],
  5: ['frequency', 'Hz', 1],
  7: ['velocity', 'cm/s', 1],
};

/**
 * Differences along the axes of the one M-mode, spectral or waveform region around all points; null when there is none,
 * several lie over each other, or it is a picture (whose lengths are in mm in every direction).
 */
export function regionDifferences(
  regions: readonly UltrasoundRegion[],
  points: readonly PixelPoint[],
): readonly Quantity[] | null {
  const around = regions.filter((region) =>
    points.every(([x, y]) => x >= region.minX && x <= region.maxX && y >= region.minY && y <= region.maxY),
  );
  const [region] = around;
  const [from, to] = points;
  if (around.length !== 1 || region === undefined || from === undefined || to === undefined) return null;
  if (region.unitsX === 3 && region.unitsY === 3) return null;
  const along = (unit: number, delta: number, pixels: number): Quantity[] => {
    const known = units[unit];
    if (known === undefined || delta === 0) return [];
    const [name, text, factor] = known;
    return [{ name, value: Math.abs(pixels * delta) * factor, unit: text }];
  };
  const found = [
    ...along(region.unitsX, region.deltaX, to[0] - from[0]),
    ...along(region.unitsY, region.deltaY, to[1] - from[1]),
  ];
  return found.length === 0 ? null : found;
}
