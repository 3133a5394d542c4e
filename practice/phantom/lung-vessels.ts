/** The tree of arteries and veins in both lungs, grown from the hila: drawn into CT slices and radiographs alike. */
import { createRandom, type Random } from '../random.ts';
import type { Point } from './shapes.ts';
import { isLung, type ThoraxGeometry, thoraxLevel } from './thorax.ts';

export interface Vessel {
  readonly from: Point;
  readonly to: Point;
  /** Radius in mm. */
  readonly radius: number;
}

/** Grows the tree; `seed` decides its branching. About a thousand segments. */
export function growVessels(t: ThoraxGeometry, seed: string): Vessel[] {
  const random = createRandom(seed);
  const vessels: Vessel[] = [];
  for (const side of [-1, 1] as const) {
    for (let i = 0; i < 15; i++) {
      const around = (i / 15) * 2 * Math.PI + random.between(-0.2, 0.2);
      const up = Math.sin(around);
      const hilum: Point = [
        side * (36 + 12 * random.next()),
        22 + random.between(-6, 8),
        (side < 0 ? 128 : 136) + 13 * up,
      ];
      const lift = random.between(-0.9, 0.9);
      const direction: Point = [
        side * (0.35 + 0.5 * random.next()),
        Math.cos(around) * 0.75,
        up + 0.3 * lift,
      ];
      grow(t, vessels, hilum, unit(direction), random.between(2.6, 4.2), 0, random);
    }
  }
  return vessels;
}

function grow(
  t: ThoraxGeometry,
  vessels: Vessel[],
  from: Point,
  direction: Point,
  radius: number,
  order: number,
  random: Random,
): void {
  const length = (order === 0 ? 17 : 13.5) * random.between(0.7, 1.25);
  const to: Point = [
    from[0] + direction[0] * length,
    from[1] + direction[1] * length,
    from[2] + direction[2] * length,
  ];
  if (order > 1 && !isLung(t, thoraxLevel(to[2]), to[0], to[1])) return;
  vessels.push({ from, to, radius });
  if (order > 7 || radius < 0.45) return;
  const spread = 0.36 + 0.1 * order;
  const side = random.chance(0.72);
  grow(
    t,
    vessels,
    to,
    bent(direction, spread * 0.55, random),
    radius * (side ? 0.84 : 0.94),
    order + 1,
    random,
  );
  if (side) grow(t, vessels, to, bent(direction, spread * 1.5, random), radius * 0.66, order + 1, random);
}

function bent(d: Point, amount: number, random: Random): Point {
  return unit([
    d[0] + amount * random.between(-1, 1),
    d[1] + amount * random.between(-1, 1),
    d[2] + amount * random.between(-1, 1),
  ]);
}

function unit([x, y, z]: Point): Point {
  const length = Math.sqrt(x * x + y * y + z * z) + 1e-9;
  return [x / length, y / length, z / length];
}
