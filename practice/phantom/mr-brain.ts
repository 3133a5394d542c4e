/** MR of the brain: the head phantom's signal in a T2-weighted and a diffusion-weighted series. */
import type { Random } from '../random.ts';
import { type HeadGeometry, sliceHead, type Tissue } from './head.ts';
import { anatomyField, grainTable } from './noise.ts';
import { paintGrid } from './paint-grid.ts';
import { smooth } from './smooth.ts';

export type MrWeighting = 't2' | 'dwi';

const signals: Record<MrWeighting, Record<Tissue, number>> = {
  t2: {
    air: 0,
    skin: 260,
    fat: 520,
    muscle: 150,
    cortical: 12,
    diploe: 230,
    csf: 980,
    cistern: 960,
    grey: 500,
    white: 345,
    deepGrey: 395,
    falx: 120,
    globe: 1050,
    lens: 160,
    calcified: 260,
    sinus: 8,
    freshBlood: 300,
    oedema: 700,
    acuteInfarct: 640,
    petrous: 30,
  },
  dwi: {
    air: 0,
    skin: 30,
    fat: 35,
    muscle: 45,
    cortical: 6,
    diploe: 20,
    csf: 45,
    cistern: 45,
    grey: 235,
    white: 195,
    deepGrey: 215,
    falx: 40,
    globe: 60,
    lens: 30,
    calcified: 90,
    sinus: 4,
    freshBlood: 120,
    oedema: 160,
    acuteInfarct: 760,
    petrous: 8,
  },
};

export const mrBrainFrame = {
  size: 256,
  spacing: 0.86,
  thickness: 5,
  gap: 1,
  slices: 20,
  firstZ: 9,
} as const;

/** Paints one slice as stored values, 12 bits used; every voxel is averaged over 2 × 2 points of the phantom. */
export function paintMrBrain(
  head: HeadGeometry,
  weighting: MrWeighting,
  index: number,
  random: Random,
): Uint16Array {
  const { size, spacing, thickness, gap, firstZ } = mrBrainFrame;
  const z = firstZ + index * (thickness + gap);
  const tissueAt = sliceHead(head, z);
  const signal = signals[weighting];
  const fine = 2 * size;
  const centre = (fine - 1) / 2;
  const points = paintGrid(fine, 2, 20, (column, row) => {
    const y = (row - centre) * (spacing / 2) - 4;
    const x = (column - centre) * (spacing / 2);
    return x * x + y * y * 0.7 > 8200 ? 0 : signal[tissueAt(x, y)];
  });
  const pixels = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = row * 2 * fine + column * 2;
      pixels[row * size + column] =
        ((points[at] as number) +
          (points[at + 1] as number) +
          (points[at + fine] as number) +
          (points[at + fine + 1] as number)) /
        4;
    }
  }
  smooth(pixels, size, size, weighting === 'dwi' ? 3 : 1);
  return receive(pixels, size, weighting === 'dwi' ? 13 : 15, head.offset, random);
}

/** What the coil makes of it: a slow shading over the field, and Rician noise. */
function receive(
  pixels: Float32Array,
  size: number,
  noise: number,
  offset: number,
  random: Random,
): Uint16Array {
  const grain = grainTable();
  const mask = grain.length - 1;
  let at = random.integer(0, mask);
  const stored = new Uint16Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const shade = 1 + 0.13 * anatomyField(offset + column / 95, row / 95, 2) + 0.05 * (row / size - 0.5);
      const real = (pixels[row * size + column] as number) * shade + noise * (grain[at & mask] as number);
      const imaginary = noise * (grain[(at + 7919) & mask] as number);
      at++;
      stored[row * size + column] = Math.round(Math.sqrt(real * real + imaginary * imaginary));
    }
    at += 101;
  }
  return stored;
}
