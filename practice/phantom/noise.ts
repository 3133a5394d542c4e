/** Noise for phantoms: a smooth field for the shapes of anatomy, and grain for what a detector adds. */
import { createRandom, type Random } from '../random.ts';

const period = 32;

/** Smooth noise in about [-1, 1], 32 units periodic in each direction; `x y z` in lattice units. */
export type SmoothField = (x: number, y: number, z: number) => number;

/** Makes a smooth field of lattice noise; fields of one seed are equal. */
export function createSmoothField(seed: string): SmoothField {
  const random = createRandom(seed);
  const lattice = new Float32Array(period ** 3);
  for (let i = 0; i < lattice.length; i++) lattice[i] = random.next() * 2 - 1;
  const mask = period - 1;
  return (x, y, z) => {
    const fx = Math.floor(x);
    const fy = Math.floor(y);
    const fz = Math.floor(z);
    let u = x - fx;
    let v = y - fy;
    let w = z - fz;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    w = w * w * (3 - 2 * w);
    const x0 = fx & mask;
    const x1 = (fx + 1) & mask;
    const y0 = (fy & mask) * period;
    const y1 = ((fy + 1) & mask) * period;
    const z0 = (fz & mask) * period * period;
    const z1 = ((fz + 1) & mask) * period * period;
    const at = (i: number): number => lattice[i] as number;
    const a = at(z0 + y0 + x0) + (at(z0 + y0 + x1) - at(z0 + y0 + x0)) * u;
    const b = at(z0 + y1 + x0) + (at(z0 + y1 + x1) - at(z0 + y1 + x0)) * u;
    const c = at(z1 + y0 + x0) + (at(z1 + y0 + x1) - at(z1 + y0 + x0)) * u;
    const d = at(z1 + y1 + x0) + (at(z1 + y1 + x1) - at(z1 + y1 + x0)) * u;
    const e = a + (b - a) * v;
    return e + (c + (d - c) * v - e) * w;
  };
}

/** The one field that all anatomy is cut from; each exam looks at another part of it. */
export const anatomyField: SmoothField = createSmoothField('anatomy');

const grainSize = 1 << 18;
let grain: Float32Array | null = null;

/** Adds normally distributed grain of standard deviation `amount`, correlated along rows as a kernel leaves it. */
export function addGrain(pixels: Float32Array, amount: number, random: Random): void {
  grain ??= makeGrain();
  let at = random.integer(0, grainSize - 1);
  const step = random.integer(0, 63) * 2 + 1;
  for (let i = 0; i < pixels.length; i++) {
    if ((i & 1023) === 0) at = (at + step * 977) & (grainSize - 1);
    pixels[i] = (pixels[i] as number) + amount * (grain[at] as number);
    at = (at + 1) & (grainSize - 1);
  }
}

function makeGrain(): Float32Array {
  const random = createRandom('grain');
  const white = Float32Array.from({ length: grainSize }, () => random.normal());
  return white.map((value, i) => 0.85 * value + 0.527 * (white[(i + 1) & (grainSize - 1)] as number));
}

/** A table of standard normal deviates shared by the phantoms; index it with a mask of its length − 1. */
export function grainTable(): Float32Array {
  grain ??= makeGrain();
  return grain;
}
