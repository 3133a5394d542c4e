/** The chest wall: ribs that wind round the cage, muscle, fat and skin. Millimetres as in `thorax.ts`. */
import { anatomyField } from './noise.ts';
import { ellipsoid } from './shapes.ts';
import type { ThoraxGeometry, ThoraxLevel } from './thorax.ts';

export const ribPairs = 11;
const ribSpacing = 23;

/** Height of rib `index` (0 is the first) at an angle from the spine (0) to the breast bone (π). */
export function ribHeight(index: number, angle: number): number {
  const fall = index === 0 ? 30 : 46 + index * 5;
  const s = Math.sin(Math.min(angle, 2.5) * 0.63);
  return 262 - index * ribSpacing - fall * s * s;
}

/** Where the bone ends and cartilage begins, as an angle from the spine. */
export function ribEnd(index: number): number {
  return index < 7 ? 2.45 - index * 0.05 : 2.1 - (index - 7) * 0.28;
}

/** Hounsfield value of bone or cartilage `out` mm outside the cage; null between ribs. */
export function ribHu(level: ThoraxLevel, x: number, y: number, out: number, o: number): number | null {
  const { z } = level;
  const angle = Math.atan2(Math.abs(x) / level.a, (y - 4) / level.b);
  if (angle < 0.16 && y > 0) return null;
  const first = Math.max(0, Math.floor((262 - z - 105) / ribSpacing) - 1);
  for (let i = first; i < ribPairs; i++) {
    const dz = z - ribHeight(i, angle);
    if (dz > 8) break;
    if (dz < -8) continue;
    const r = ellipsoid(out - 5.6, dz, 0, 4.3, 6.6, 1);
    if (r > 1) continue;
    if (angle > ribEnd(i)) return i < 8 && angle < 2.95 ? 95 : null;
    if (r > 0.52) return 620 + 160 * anatomyField(o + x / 4, y / 4, z / 4);
    return 190;
  }
  return null;
}

/** Outside the ribs: breast bone, intercostal and large muscles, shoulder blades, fat, skin, air. */
export function bodyWallHu(t: ThoraxGeometry, level: ThoraxLevel, x: number, y: number, out: number): number {
  const { z } = level;
  const side = Math.abs(x);
  const front = (4 - y) / level.b;
  const breastBone = Math.min(16, 9 + (z - 84) * 0.06) + Math.max(0, z - 190) * 0.5;
  if (front > 0.8 && side < breastBone && out > 1 && out < 12 && z < 212 && z > 84) {
    return side > breastBone - 2 || out < 2.6 || out > 10.4 ? 300 : 110;
  }
  const spine = spineHu(x, y, z);
  if (spine !== null) return spine;
  const high = rise(z, 90, 180);
  // Pectorals in front, latissimus and serratus at the sides, erectors behind.
  let muscle = 4 + 3 * Math.min(1, side / 80);
  muscle += 13 * high * rise(front, -0.1, 0.35) * rise(side, 14, 44);
  muscle += (9 + 9 * high) * rise(-front, -0.15, 0.3) * rise(side, 58, 92);
  muscle += 17 * rise(-front, 0.45, 0.75) * rise(side, 3, 22) * (1 - rise(side, 48, 84));
  muscle += rise(z, 196, 262) * (16 + 0.26 * side);
  muscle *= 1 + 0.14 * anatomyField(t.offset + 20 + x / 34, y / 34, z / 40);
  if (t.ribs && z > 120 && z < 236 && front < 0.1) {
    const blade = scapulaHu(side, y, z, out);
    if (blade !== null) return blade;
  }
  const fat =
    t.fat *
    (1 + 0.3 * anatomyField(t.offset + 24 + x / 60, y / 60, z / 60)) *
    (0.9 + 0.25 * rise(front, 0, 0.7));
  const wall = 12 + muscle;
  if (out < wall) {
    // Planes of fat between the muscles follow the wall.
    const plane = Math.sin((out - 12) / 3.4 + 2.6 * anatomyField(t.offset + 27 + x / 38, y / 38, z / 18));
    return plane > 0.86 && out > 15 ? -70 : 54;
  }
  if (out < wall + fat) return -104;
  return out < wall + fat + 2.2 ? 20 : -1000;
}

/** 0 below `low`, 1 above `high`, smooth between. */
function rise(value: number, low: number, high: number): number {
  const t = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

function scapulaHu(side: number, y: number, z: number, out: number): number | null {
  const along = side - 62;
  const plane = out - 20 - along * 0.1 + 3 * Math.sin(along / 12);
  if (along > -2 && side < 118 && y > 10 && Math.abs(plane) < 2.8 && z > 132 + along * 0.5) {
    return Math.abs(plane) > 1 ? 620 : 320;
  }
  return null;
}

/** Vertebra, canal, arch and processes behind the chest; null beside them. */
export function spineHu(x: number, y: number, z: number): number | null {
  const side = Math.abs(x);
  if (side > 36 || y < 50) return null;
  const step = ((z % 24) + 24) % 24;
  const body = ellipsoid(x, y - 70, 0, 17.5, 14.5, 1);
  if (body < 1) {
    if (step < 4) return 85;
    if (body > 0.83 || step < 5.5 || step > 22.5) return 480;
    return 175 + 55 * anatomyField(x / 2.5, y / 2.5, z / 3);
  }
  const canal = ellipsoid(x, y - 93, 0, 9.5, 8, 1);
  if (canal < 1) return ellipsoid(x, y - 93, 0, 5, 4, 1) < 1 ? 38 : 8;
  if (canal < 1.75 && y > 84) return 520;
  if (step > 9 && step < 19) {
    if (side > 8 && Math.abs(y - 92 - (side - 9) * 0.42) < 4 && side < 33) return side > 30 ? 420 : 330;
  }
  if (side < 3.4 && y > 99 && y < 124 - step * 0.4) return side > 2 ? 450 : 300;
  return null;
}
