/** The chest phantom: which tissue lies where, for CT slices and for the projection of a radiograph. Millimetres;
 *  x left, y back, z up from the deepest sulcus. */

import { type ChestLesion, lesionHu } from './chest-lesion.ts';
import { mediastinumHu } from './mediastinum.ts';
import { anatomyField } from './noise.ts';
import { bodyWallHu, ribHu } from './thorax-wall.ts';

export interface ThoraxGeometry {
  /** Where in the noise field this chest is cut from. */
  readonly offset: number;
  /** 1 for a heart of normal size. */
  readonly heart: number;
  /** Thickness of the fat under the skin in mm. */
  readonly fat: number;
  /** False for a radiograph, whose ribs are drawn as strokes of their own at a finer scale. */
  readonly ribs: boolean;
  readonly lesion: ChestLesion;
}

/** Values of one axial level that do not depend on x and y. */
export interface ThoraxLevel {
  readonly z: number;
  /** Half axes of the inner side of the rib cage. */
  readonly a: number;
  readonly b: number;
}

export function thoraxLevel(z: number): ThoraxLevel {
  const up = z > 70 ? (z - 70) / 196 : 0;
  const profile = Math.sqrt(Math.max(0.0001, 1 - up * up)) * (z < 70 ? 1 - ((70 - z) / 70) ** 2 * 0.04 : 1);
  return { z, a: 134 * profile, b: 92 * (0.25 + 0.75 * profile) };
}

/** Distance inside the rib cage in mm, negative outside (approximate, radial). */
export function cageDepth(level: ThoraxLevel, x: number, y: number): number {
  const u = x / level.a;
  const v = (y - 4) / level.b;
  const q = Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v) * 0.35 + (u * u + v * v) * 0.65) + 1e-6;
  const r = Math.sqrt(x * x + (y - 4) * (y - 4));
  // Behind, the lungs reach into grooves beside the spine.
  return r / q - r;
}

/** Height of the diaphragm under a point: two domes that fall to the costal sulcus. */
export function diaphragmHeight(x: number, y: number): number {
  const right = x < 6;
  const dx = (x - (right ? -62 : 66)) / (right ? 86 : 80);
  const dy = (y + 8) / 108;
  const fall = dx * dx + dy * dy;
  const dome = (right ? 76 : 66) - 52 * fall - 26 * fall * fall;
  // Between the domes the central tendon carries the heart; behind it the lungs reach down again.
  const across = (x - 6) / 50;
  const back = Math.max(0, y - 6) / 44;
  const tendon = 70 - 30 * across * across - 34 * back * back;
  return Math.max(dome, tendon) + 2.5 * anatomyField(x / 40, y / 40, 5);
}

/** Hounsfield value of the chest at a point; vessels and bronchi of the lung are drawn over it later. */
export function thoraxHu(t: ThoraxGeometry, level: ThoraxLevel, x: number, y: number): number {
  const { z } = level;
  const depth = cageDepth(level, x, y);
  if (depth < 0) {
    const out = -depth;
    if (out < 13 && t.ribs) {
      const rib = ribHu(level, x, y, out, t.offset);
      if (rib !== null) return rib;
    }
    return bodyWallHu(t, level, x, y, out);
  }
  const central = mediastinumHu(t, x, y, z);
  if (central !== null) return central;
  if (depth < 1.4) return 30;
  const dome = diaphragmHeight(x, y);
  if (z < dome) return abdomenHu(t, x, y, z, dome - z);
  const lesion = lesionHu(t.lesion, x, y, z, depth, dome, t.offset);
  if (lesion !== null) return lesion;
  return lungHu(t, x, y, z);
}

/** True where lung tissue is: vessels may be drawn there. */
export function isLung(t: ThoraxGeometry, level: ThoraxLevel, x: number, y: number): boolean {
  return (
    cageDepth(level, x, y) > 3 &&
    level.z > diaphragmHeight(x, y) + 2 &&
    mediastinumHu(t, x, y, level.z) === null
  );
}

/** Aerated lung: denser behind, where it is compressed lying down, with a fine mottle. */
function lungHu(t: ThoraxGeometry, x: number, y: number, z: number): number {
  return -868 + 0.42 * y + 26 * anatomyField(t.offset + x / 5, y / 5, z / 8);
}

function abdomenHu(t: ThoraxGeometry, x: number, y: number, z: number, below: number): number {
  if (below < 2.2) return 42;
  if (x < 12 + 10 * anatomyField(x / 30, y / 30, z / 30)) {
    const vessel = anatomyField(t.offset + 4 + x / 11, y / 11, z / 14);
    return Math.abs(vessel) < 0.045 ? 40 : 57;
  }
  const bubble = ((x - 62) / 34) ** 2 + ((y + 34) / 26) ** 2 + ((z - 38) / 20) ** 2;
  if (bubble < 1) return y < -30 ? -980 : 22;
  if (bubble < 1.25) return 38;
  const spleen = ((x - 92) / 34) ** 2 + ((y - 34) / 38) ** 2 + ((z - 30) / 40) ** 2;
  if (spleen < 1) return 50;
  return -98;
}
