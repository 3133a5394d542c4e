/** Heart, great vessels, airways and the fat they lie in. Millimetres as in `thorax.ts`. */
import { anatomyField } from './noise.ts';
import { distanceToLine, ellipsoid, type Point } from './shapes.ts';
import type { ThoraxGeometry } from './thorax.ts';
import { spineHu } from './thorax-wall.ts';

const blood = 41;
const carina: Point = [0, 30, 152];
const rightBronchus: Point = [-36, 32, 122];
const leftBronchus: Point = [44, 36, 126];
const larynx: Point = [0, 14, 270];

interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
  readonly hu: number;
}

const tubes: readonly Tube[] = [
  { from: [-14, -12, 108], to: [-18, -16, 166], radius: 16, hu: blood },
  { from: [-16, -14, 170], to: [16, 44, 180], radius: 13.5, hu: blood },
  { from: [21, 56, 180], to: [15, 56, -20], radius: 12.5, hu: blood },
  { from: [-28, -8, 108], to: [-25, -14, 214], radius: 8.5, hu: blood },
  { from: [12, -24, 112], to: [14, -10, 150], radius: 14, hu: blood },
  { from: [14, -6, 148], to: [-38, 14, 136], radius: 11.5, hu: blood },
  { from: [14, -2, 150], to: [46, 26, 146], radius: 11.5, hu: blood },
  { from: [-10, -24, 180], to: [-24, -10, 240], radius: 7, hu: blood },
  { from: [10, 4, 186], to: [22, 6, 245], radius: 6.5, hu: blood },
  { from: [4, 47, 250], to: [8, 46, 60], radius: 7, hu: 36 },
];

/** Hounsfield value of the mediastinum and what lies in it; null in lung or abdomen. */
export function mediastinumHu(t: ThoraxGeometry, x: number, y: number, z: number): number | null {
  const side = Math.abs(x);
  if (side > 120) return null;
  const spine = spineHu(x, y, z);
  if (spine !== null) return spine;
  if (z > 112 && side < 60) {
    const airway = airwayHu(x, y, z);
    if (airway !== null) return airway;
  }
  let near = 99;
  if (side < 66) {
    for (const tube of tubes) {
      const d = distanceToLine(x, y, z, tube.from, tube.to) - tube.radius;
      if (d < 0) return tube.hu + 2;
      if (d < near) near = d;
    }
  }
  const heart = heartDistance(t, x, y, z);
  if (heart < 0) return heart > -2.5 ? -70 : 43;
  // The fat that fills the space between the organs, wider behind the breast bone and around the spine.
  const fill = 4.5 + 2 * anatomyField(t.offset + 33 + x / 18, y / 18, z / 22);
  if (near < fill || heart < 1.5) return -92;
  const wavy = 3 * anatomyField(t.offset + 37 + x / 14, y / 14, z / 20);
  const taper = Math.max(0, Math.min(1, (z - 62) / 62));
  const wide = (21 + wavy + 0.22 * Math.max(0, Math.min(50, z - 170))) * taper;
  if (taper > 0.05 && ellipsoid(x - 2, y - 22, 0, wide, 42 * taper, 1) < 1) return -92;
  if (ellipsoid(x, y - 74, 0, 22 + wavy, 19, 1) < 1) return -85;
  // Behind the breast bone both pleurae meet in a thin seam that widens towards both ends.
  if (y < -30 && z > 60 && side < 3 + wavy + 0.004 * (y + 30) ** 2) return -95;
  return null;
}

function airwayHu(x: number, y: number, z: number): number | null {
  let d: number;
  if (z > carina[2]) d = distanceToLine(x * 0.9, y, z, carina, larynx) - 8.4;
  else {
    d = Math.min(
      distanceToLine(x, y, z, carina, rightBronchus) - 6.8,
      distanceToLine(x, y, z, carina, leftBronchus) - 6.2,
    );
  }
  if (d < 0) return -992;
  return d < 1.7 ? 45 : null;
}

/** Approximate distance from the outline of the heart, mm. */
function heartDistance(t: ThoraxGeometry, x: number, y: number, z: number): number {
  const k = t.heart;
  // Left ventricle towards the apex, right heart towards the front and right.
  const u = (x - 26 * k) * 0.82 + (y + 28) * -0.36 + (z - 88) * -0.44;
  const v = (x - 26 * k) * 0.3 + (y + 28) * 0.93 + (z - 88) * -0.2;
  const w = (x - 26 * k) * 0.48 + (y + 28) * 0.03 + (z - 88) * 0.87;
  const left = Math.sqrt(ellipsoid(u, v, w, 58 * k, 37 * k, 40 * k));
  const right = Math.sqrt(ellipsoid(x + 12, y + 20, z - 92, 35 * (0.6 + 0.4 * k), 38, 44));
  const d = Math.min((left - 1) * 42, (right - 1) * 38);
  return d + 1.2 * anatomyField(t.offset + 61 + x / 16, y / 16, z / 16);
}
