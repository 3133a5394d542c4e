/** Non-contrast CT of the head: Hounsfield values of the head phantom, slice by slice. */
import type { Random } from '../random.ts';
import { type HeadGeometry, sliceHead, type Tissue } from './head.ts';
import { addGrain, anatomyField } from './noise.ts';
import { paintGrid } from './paint-grid.ts';
import { smooth } from './smooth.ts';

const hounsfield: Record<Tissue, number> = {
  air: -1000,
  skin: 40,
  fat: -85,
  muscle: 55,
  cortical: 1250,
  diploe: 560,
  csf: 8,
  cistern: 9,
  grey: 39,
  white: 28,
  deepGrey: 38,
  falx: 56,
  globe: 14,
  lens: 78,
  calcified: 190,
  sinus: -960,
  freshBlood: 68,
  oedema: 17,
  acuteInfarct: 21,
  petrous: 1050,
};

export const ctHeadFrame = { size: 512, spacing: 0.43, thickness: 5, slices: 25, firstZ: 6 } as const;

/** Paints one slice as stored values (HU + 1024, 16 bit unsigned, 12 used). */
export function paintCtHead(head: HeadGeometry, index: number, random: Random): Uint16Array {
  const { size, spacing, thickness, firstZ } = ctHeadFrame;
  const z = firstZ + index * thickness;
  const tissueAt = sliceHead(head, z);
  const values =
    head.lesion.kind === 'subarachnoid-haemorrhage' ? { ...hounsfield, cistern: 62, csf: 8 } : hounsfield;
  const bloody = head.lesion.kind === 'subarachnoid-haemorrhage' && z < 74;
  const centre = (size - 1) / 2;
  const pixels = paintGrid(size, 2, 12, (column, row) => {
    // The head lies a little behind the middle of the field.
    const y = (row - centre) * spacing - 4;
    const x = (column - centre) * spacing;
    if (x * x + y * y * 0.7 > 8200) return -1000;
    const tissue = tissueAt(x, y);
    if (bloody && tissue === 'csf' && Math.abs(x) > 31 && y < 30) return 52;
    const clot = tissue === 'freshBlood' ? 6 * anatomyField(x / 5, y / 5, z / 5 + head.offset) : 0;
    return values[tissue] + clot;
  });
  smooth(pixels, size, size, 2);
  addGrain(pixels, 3.4, random);
  return toStored(pixels);
}

/** HU → stored values with intercept −1024, clipped to 12 bits. */
export function toStored(pixels: Float32Array): Uint16Array {
  const stored = new Uint16Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const value = Math.round((pixels[i] as number) + 1024);
    stored[i] = value < 0 ? 0 : value > 4095 ? 4095 : value;
  }
  return stored;
}
