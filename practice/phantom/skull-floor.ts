/** The skull base of the head phantom: orbits, sinuses, petrous bones. Millimetres as in `head.ts`. */
import type { Tissue } from './head.ts';
import { anatomyField } from './noise.ts';
import { distanceToLine, ellipsoid, type Point } from './shapes.ts';

const petrousTip: Point = [13, 0, 20];
const petrousEnd: Point = [62, 27, 12];

/** Tissue of the base below z = 34; `white` means "the brain goes on here". */
export function baseTissue(x: number, y: number, z: number, depth: number, o: number): Tissue {
  const side = Math.abs(x);
  const rough = anatomyField(o + 50 + x / 5, y / 5, z / 6);
  const petrous = distanceToLine(side, y, z, petrousTip, petrousEnd) + 2 * rough;
  const petrousRadius = 5 + side * 0.12;
  if (petrous < petrousRadius) {
    const cells = anatomyField(o + 60 + x / 2.6, y / 2.6, z / 3);
    if (side > 40 && cells > -0.1 && depth > -12) return 'sinus';
    if (ellipsoid(side - 27, y - 8, z - 17, 6, 2.4, 3) < 1) return 'sinus';
    return 'petrous';
  }
  if (y < -30) {
    const face = ellipsoid(side, y + 12, 0, 66, side < 10 ? 102 - side * side * 0.16 : 84, 1);
    if (z < 28 && face > 1) return face < 1.06 && depth > -20 ? 'skin' : 'air';
    if (z < 28 && face > 0.93) return side < 11 ? 'skin' : 'muscle';
    const front = frontTissue(side, y, z, depth, rough);
    if (front !== null) return front;
  }
  if (z < 22) {
    const sphenoid = ellipsoid(side, y + 24, z - 12, 15, 13, 11);
    if (sphenoid < 0.62) return side < 0.7 ? 'cortical' : 'sinus';
    if (sphenoid < 1.05) return 'cortical';
    const clivus = ellipsoid(side, y + 6, z - 10, 10, 6, 12);
    if (clivus < 1) return 'diploe';
    if (clivus < 1.35) return 'cortical';
    // The lesser and greater wings between orbit and middle fossa.
    if (Math.abs(y + 38 + side * 0.16) < 2.2 && side < 58 && depth > -6) return 'cortical';
  }
  if (depth < -22) return 'air';
  return 'white';
}

/** Orbits, ethmoid cells, frontal sinus and nose; null where the brain or the wall goes on. */
function frontTissue(side: number, y: number, z: number, depth: number, rough: number): Tissue | null {
  if (z > 27) {
    const sinus = ellipsoid(side - 9, y + 84, z - 29, 13, 6, 9) + 0.25 * rough;
    if (sinus < 0.8) return side < 0.8 ? 'cortical' : 'sinus';
    if (sinus < 1.25) return 'cortical';
    if (z < 31 && depth > 0 && y < -42 && rough > -0.1) return 'cortical';
    return null;
  }
  const globe = ellipsoid(side - 32, y + 74, z - 13, 12.2, 12.2, 12.2);
  if (globe < 1) {
    if (ellipsoid(side - 32, y + 83.5, z - 13, 5, 2.4, 5) < 1) return 'lens';
    return globe > 0.88 ? 'muscle' : 'globe';
  }
  // The orbit is a cone with its tip at the optic canal.
  const along = -y - 36;
  if (along > 0 && along < 50) {
    const axis = 15 + along * 0.36;
    const radius = 3.5 + along * 0.37;
    const off = Math.sqrt((side - axis) * (side - axis) + (z - 13) * (z - 13));
    if (off < radius) {
      if (off < 2.1 && along < 30) return 'muscle';
      if (Math.abs(off - radius * 0.72) < 1.6 && Math.abs(z - 13) < 4) return 'muscle';
      return 'fat';
    }
    if (off < radius + 2.2) return 'cortical';
  }
  if (side < 14 && y > -82) return side < 0.8 || Math.abs(rough) < 0.11 || side > 12.6 ? 'cortical' : 'sinus';
  if (side < 11 && y < -82) return y > -88 ? 'cortical' : 'muscle';
  return null;
}
