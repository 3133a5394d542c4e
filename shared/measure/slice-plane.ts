/** A slice in the patient's coordinates (PS3.3 C.7.6.2), in mm, and the vectors it is reckoned with. */

export type Vector3 = readonly [number, number, number];

/** Centre of the slice's first pixel, and the directions along a row and down a column, each of length 1. */
export interface SlicePlane {
  readonly position: Vector3;
  readonly rowCosines: Vector3;
  readonly columnCosines: Vector3;
}

/** Direction across a slice, of length 1. */
export function normalOf({ rowCosines: a, columnCosines: b }: SlicePlane): Vector3 {
  const across: Vector3 = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return scale(across, 1 / (Math.hypot(...across) || 1));
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function add(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** Between two directions, in degrees from 0 to 180. */
export function angleDegrees(a: Vector3, b: Vector3): number {
  const cosine = dot(a, b) / (Math.hypot(...a) * Math.hypot(...b) || 1);
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}
