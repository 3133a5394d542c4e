/** Solid shapes that anatomy is built of, in millimetres: x to the patient's left, y to the back, z to the head. */

/** Squared normalised distance from an ellipsoid's centre: < 1 inside. */
export function ellipsoid(dx: number, dy: number, dz: number, rx: number, ry: number, rz: number): number {
  const u = dx / rx;
  const v = dy / ry;
  const w = dz / rz;
  return u * u + v * v + w * w;
}

/** As `ellipsoid`, turned by `angle` (radians) about the z axis. */
export function turnedEllipsoid(
  dx: number,
  dy: number,
  dz: number,
  rx: number,
  ry: number,
  rz: number,
  angle: number,
): number {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return ellipsoid(dx * c + dy * s, dy * c - dx * s, dz, rx, ry, rz);
}

export type Point = readonly [x: number, y: number, z: number];

/** Distance of (x, y, z) from the line from `a` to `b`. */
export function distanceToLine(x: number, y: number, z: number, a: Point, b: Point): number {
  const [ax, ay, az] = a;
  const ux = b[0] - ax;
  const uy = b[1] - ay;
  const uz = b[2] - az;
  const length2 = ux * ux + uy * uy + uz * uz;
  const along = ((x - ax) * ux + (y - ay) * uy + (z - az) * uz) / length2;
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const dx = x - ax - t * ux;
  const dy = y - ay - t * uy;
  const dz = z - az - t * uz;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
