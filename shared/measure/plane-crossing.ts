/** Where one slice crosses another: the reference line that a viewer draws. */
import { add, dot, normalOf, type SlicePlane, scale, subtract, type Vector3 } from './slice-plane.ts';

/** A slice with its extent in mm, from the centre of its first pixel to that of its last. */
export interface SliceExtent extends SlicePlane {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Frame of Reference UID (0020,0052); empty when there is none. */
  readonly frameOfReferenceUid: string;
}

/** Slices within this sine of parallel have no line worth drawing (about 5°). */
const parallelSine = 0.09;

/** The piece of `slice` in which it meets the extent of `other`, end to end in patient mm; null where they do not meet, are parallel or share no frame of reference. */
export function crossingOf(slice: SliceExtent, other: SliceExtent): readonly [Vector3, Vector3] | null {
  const frame = slice.frameOfReferenceUid;
  if (frame === '' || frame !== other.frameOfReferenceUid) return null;
  const normal = normalOf(slice);
  const across = normalOf(other);
  const sine = Math.sqrt(Math.max(0, 1 - dot(normal, across) ** 2));
  if (sine < parallelSine) return null;
  // The outline of the other slice is cut by the plane of this one in two points, or not at all.
  const corners = cornersOf(other);
  const heights = corners.map((corner) => dot(subtract(corner, slice.position), normal));
  const ends: Vector3[] = [];
  for (const [at, corner] of corners.entries()) {
    const next = (at + 1) % corners.length;
    const here = heights[at] as number;
    const there = heights[next] as number;
    if (here >= 0 === there >= 0) continue;
    const share = here / (here - there);
    ends.push(add(corner, scale(subtract(corners[next] as Vector3, corner), share)));
  }
  const [from, to] = ends;
  return from !== undefined && to !== undefined ? [from, to] : null;
}

function cornersOf(slice: SliceExtent): readonly Vector3[] {
  const right = scale(slice.rowCosines, slice.widthMm);
  const down = scale(slice.columnCosines, slice.heightMm);
  const { position } = slice;
  return [position, add(position, right), add(add(position, right), down), add(position, down)];
}
