/** The head phantom: which tissue lies where, for CT and MR alike. Millimetres; x left, y back, z up from the skull base. */

import { type HeadLesion, lesionTissue, massEffect } from './head-lesion.ts';
import { anatomyField } from './noise.ts';
import { ellipsoid, turnedEllipsoid } from './shapes.ts';
import { baseTissue } from './skull-floor.ts';

export const tissues = [
  'air', 'skin', 'fat', 'muscle', 'cortical', 'diploe', 'csf', 'cistern', 'grey', 'white', 'deepGrey', 'falx', 'globe',
  'lens', 'calcified', 'sinus', 'freshBlood', 'oedema', 'acuteInfarct', 'petrous',
] as const; // biome-ignore format: one table
export type Tissue = (typeof tissues)[number];

export interface HeadGeometry {
  /** Where in the noise field this head is cut from. */
  readonly offset: number;
  /** Widening of sulci and ventricles: 1 for the young, 1.5 for the old. */
  readonly atrophy: number;
  readonly calcified: boolean;
  readonly lesion: HeadLesion;
}

/** Above this height there is only scalp. */
export const vertexHeight = 127;

/** Tissue at a point of one axial slice. */
export type HeadSlice = (x: number, y: number) => Tissue;

/** Prepares the slice at height `z`; what depends on the height alone is worked out once. */
export function sliceHead(head: HeadGeometry, z: number): HeadSlice {
  const above =
    z > 52 ? Math.sqrt(Math.max(0.0001, 1 - ((z - 52) / 76) ** 2)) : 1 - 0.07 * ((52 - z) / 52) ** 2;
  const ax = 66 * above;
  const ay = 82 * above;
  const skull = 6.2 / Math.max(above, 0.38);
  const scalp = 5.5 / Math.max(above, 0.45);
  const o = head.offset;
  const warp = massEffect(head.lesion, z);
  return (x, y) => {
    const egg = 1 + 0.09 * (y / 82);
    const nx = x / (ax * egg);
    const ny = y / ay;
    const q = Math.sqrt(nx * nx + ny * ny) + 1e-6;
    const radius = Math.sqrt(x * x + y * y);
    // Positive inside the inner table, in mm.
    let depth = radius / q - radius;
    if (depth < -22) return z < 34 ? baseTissue(x, y, z, depth, o) : 'air';
    depth += 0.9 * anatomyField(o + x / 26, y / 26, z / 30);
    if (z < 34) {
      const base = baseTissue(x, y, z, depth, o);
      if (base !== 'white') return base;
    }
    if (depth <= 0) return wallTissue(x, y, z, -depth, skull, scalp, o);
    const lesion = lesionTissue(head.lesion, x, y, z, depth, o);
    if (lesion !== null && lesion !== 'acuteInfarct') return lesion;
    if (warp === null) {
      const brain = brainTissue(head, x, y, z, depth, o);
      // An infarct takes the brain, not the fluid between its folds.
      return lesion !== null && (brain === 'grey' || brain === 'white' || brain === 'deepGrey')
        ? lesion
        : brain;
    }
    const push = warp(x, y);
    return brainTissue(head, x - x * push + warp.centre * push, y - y * push, z, depth, o);
  };
}

/** Skull with its two tables and diploe, then the scalp. */
function wallTissue(
  x: number,
  y: number,
  z: number,
  out: number,
  skull: number,
  scalp: number,
  o: number,
): Tissue {
  const thick =
    skull * (1 + 0.22 * anatomyField(o + 7 + x / 22, y / 22, z / 25)) * (Math.abs(x) > 52 ? 0.75 : 1);
  if (out < thick) {
    const table = Math.min(1.9, thick * 0.34);
    return out < table || out > thick - table ? 'cortical' : 'diploe';
  }
  const over = out - thick;
  const temporal = Math.abs(x) > 42 && Math.abs(y + 12) < 42 && z < 62 ? 7 * (1 - ((y + 12) / 42) ** 2) : 0;
  const soft = scalp + temporal;
  if (over > soft) return 'air';
  if (over > soft - 1.6) return 'skin';
  if (temporal > 1 && over < temporal) return 'muscle';
  return over < 1.2 ? 'muscle' : 'fat';
}

function brainTissue(head: HeadGeometry, x: number, y: number, z: number, depth: number, o: number): Tissue {
  const side = Math.abs(x);
  const inner = innerTissue(head, x, y, z, side);
  if (inner !== null) return inner;
  const tentorium = tentoriumDepth(side, y, z);
  if (tentorium > 1.1) return cerebellumTissue(x, y, z, depth, o);
  if (tentorium > 0) return 'falx';
  if (depth < 0.7 + 0.5 * head.atrophy) return 'csf';
  // Falx and the fissure it lies in: everywhere above the corpus callosum, below it only in front and behind.
  const nearFalx = side + 0.6 * anatomyField(o + 3, y / 14, z / 14);
  const falxHere = z > 84 || y < -36 || y > 46;
  if (falxHere && z > 34) {
    if (nearFalx < 0.75) return 'falx';
    if (nearFalx < 1.3 + head.atrophy * (0.8 + 0.7 * anatomyField(o + 11, y / 9, z / 10))) return 'csf';
  }
  const fromMidline = falxHere ? Math.min(depth, side) : depth;
  // Gyri: the zero crossings of a smooth field are sulci, the band around them cortex.
  const bend = 0.5 * anatomyField(o + 31 + x / 17, y / 17, z / 19);
  const fold = anatomyField(o + 17 + x / 8.2 + bend, y / 8.2 - bend, z / 15);
  const reach = 17 + 5 * anatomyField(o + 5 + x / 21, y / 21, z / 23);
  if (fromMidline < reach) {
    const width = 0.115 * head.atrophy * (1 - fromMidline / reach) + 0.03;
    const folded = Math.abs(fold);
    if (folded < width) return 'csf';
    if (folded < width + 0.3 * (1 - 0.45 * (fromMidline / reach)) || fromMidline < 4.2) return 'grey';
  }
  return 'white';
}

/** Ventricles, basal ganglia, Sylvian fissures, cisterns and brain stem; null where there is none of them. */
function innerTissue(head: HeadGeometry, x: number, y: number, z: number, side: number): Tissue | null {
  const a = 0.72 + 0.32 * head.atrophy;
  const lean = x < 0 ? -1 : 1;
  if (z > 36) {
    if (ellipsoid(side - 11.5 - (y + 34) * 0.16, y + 27, z - 66, 5.2 * a, 15, 11) < 1) return 'csf';
    if (ellipsoid(side - 10.5, y - 2, z - 79, 6.4 * a, 36, 7.5 * a) < 1) return 'csf';
    if (turnedEllipsoid(x - lean * 24, y - 36, z - 67, 6.2 * a, 15, 13, lean * 0.5) < 1) {
      return head.calcified && ellipsoid(side - 23, y - 38, z - 68, 3, 5, 4) < 1 ? 'calcified' : 'csf';
    }
    if (ellipsoid(side, y - 4, z - 55, 2.2 * a, 15, 10) < 1) return 'csf';
    if (head.calcified && ellipsoid(side, y - 23, z - 57, 2, 2.2, 3) < 1) return 'calcified';
    if (ellipsoid(side, y - 26, z - 52, 13, 5, 6) < 1) return 'cistern';
    if (ellipsoid(side - 15.5, y + 21, z - 64, 4.8, 10.5, 11) < 1) return 'deepGrey';
    if (turnedEllipsoid(x - lean * 26, y + 5, z - 61, 7, 17, 12, lean * 0.22) < 1) return 'deepGrey';
    if (ellipsoid(side - 10.5, y - 9, z - 61, 8, 13, 10) < 1) return 'deepGrey';
    const insula = 40 + 3.5 * anatomyField(9 + y / 9, z / 9, 4 + lean);
    if (z < 74 && Math.abs(y + 4) < 22 && side > insula - 1.2 && side < insula + 1.6 * head.atrophy)
      return 'csf';
    if (z < 70 && side > insula && Math.abs(y + 4 - (side - 40) * 0.35) < 1.5 * head.atrophy) return 'csf';
    if (z < 74 && Math.abs(y + 4) < 24 && Math.abs(side - insula) < 4.4) return 'grey';
  }
  if (z <= 50 && z > 24) {
    // The suprasellar star and the Sylvian cisterns that leave it.
    if (z > 36 && ellipsoid(side, y + 14, z - 42, 12, 8.5, 9) < 1) return 'cistern';
    if (z > 34 && side < 40 && side > 6 && Math.abs(y + 17 + (side - 10) * 0.12) < 2.1 * a) return 'cistern';
    const uneven = 0.3 * anatomyField(21 + x / 7, y / 7, z / 9);
    const midbrain = ellipsoid(side, y - 9 - 0.22 * side, z - 40, 15.5, 12, 60) + uneven;
    if (midbrain < 1) return ellipsoid(side, y - 17, z - 38, 1.4, 1.6, 12) < 1 ? 'csf' : 'white';
    if (midbrain < 1.45) return 'cistern';
  }
  if (z <= 36) {
    const pons = ellipsoid(side, y - 10, z - 22, 16, 13, 60);
    if (ellipsoid(side, y - 28, z - 24, 7 * a, 4.6 * a, 9) < 1) return 'csf';
    if (pons < 1) return 'white';
    if (pons < 1.4 && y < 16) return 'cistern';
  }
  return null;
}

/** How far below the tentorium a point lies, in mm along the slice; negative above it. */
function tentoriumDepth(side: number, y: number, z: number): number {
  if (z > 42) return -1;
  const behind = y - 17 - 0.26 * side - Math.max(0, z - 24) * 0.5;
  return z < 30
    ? behind
    : Math.min(behind, 40 - (z - 30) * 2.6 - side + 3 * anatomyField(side / 12, y / 12, z / 9));
}

function cerebellumTissue(x: number, y: number, z: number, depth: number, o: number): Tissue {
  if (depth < 1.6) return 'csf';
  if (Math.abs(x) < 2.2 && y > 62) return 'csf';
  const folia = Math.sin(depth * 1.1 + 5 * anatomyField(o + 40 + x / 17, y / 17, z / 12));
  if (depth < 17 && folia > 0.93) return 'csf';
  const core = ellipsoid(Math.abs(x) - 22, y - 40, z - 20, 13, 13, 16);
  return core + 0.5 * anatomyField(o + 44 + x / 6, y / 6, z / 8) < 1 ? 'white' : 'grey';
}
