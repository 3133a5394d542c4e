/** Non-contrast CT of the chest: Hounsfield values of the chest phantom, slice by slice. */
import type { Random } from '../random.ts';
import { toStored } from './ct-head.ts';
import type { Vessel } from './lung-vessels.ts';
import { addGrain } from './noise.ts';
import { paintGrid } from './paint-grid.ts';
import { smooth } from './smooth.ts';
import { type ThoraxGeometry, thoraxHu, thoraxLevel } from './thorax.ts';

export const ctChestFrame = { size: 512, spacing: 0.72, thickness: 7, slices: 34, firstZ: 8 } as const;

/** Paints one slice as stored values (HU + 1024).  */
export function paintCtChest(
  t: ThoraxGeometry,
  vessels: readonly Vessel[],
  index: number,
  random: Random,
): Uint16Array {
  const { size, spacing, thickness, firstZ } = ctChestFrame;
  const z = firstZ + index * thickness;
  const level = thoraxLevel(z);
  const centre = (size - 1) / 2;
  const pixels = paintGrid(size, 3, 60, (column, row) => {
    const y = (row - centre) * spacing;
    return Math.abs(y) > 150 ? -1000 : thoraxHu(t, level, (column - centre) * spacing, y);
  });
  for (const vessel of vessels) drawVessel(pixels, vessel, z);
  smooth(pixels, size, size, 1);
  addGrain(pixels, 11, random);
  return toStored(pixels);
}

/** Draws what of a vessel lies within the slice; thin ones are dimmed by the partial volume. */
function drawVessel(pixels: Float32Array, vessel: Vessel, z: number): void {
  const { size, spacing, thickness } = ctChestFrame;
  const reach = thickness * 0.45 + vessel.radius;
  const low = Math.min(vessel.from[2], vessel.to[2]);
  const high = Math.max(vessel.from[2], vessel.to[2]);
  if (z < low - reach || z > high + reach) return;
  const steps = 14;
  const centre = (size - 1) / 2;
  const strength = Math.min(1, (vessel.radius * 2) / (thickness * 0.6));
  const r = Math.max(vessel.radius, 0.5) / spacing;
  for (let i = 0; i <= steps; i++) {
    const s = i / steps;
    const dz = vessel.from[2] + (vessel.to[2] - vessel.from[2]) * s - z;
    if (Math.abs(dz) > reach) continue;
    const cx = (vessel.from[0] + (vessel.to[0] - vessel.from[0]) * s) / spacing + centre;
    const cy = (vessel.from[1] + (vessel.to[1] - vessel.from[1]) * s) / spacing + centre;
    const value = -860 + 895 * strength;
    for (let row = Math.max(0, Math.ceil(cy - r)); row <= cy + r && row < size; row++) {
      for (let column = Math.max(0, Math.ceil(cx - r)); column <= cx + r && column < size; column++) {
        const dx = column - cx;
        const dy = row - cy;
        if (dx * dx + dy * dy > r * r) continue;
        const at = row * size + column;
        const here = pixels[at] as number;
        // Vessels are seen in aerated lung only; free air has none.
        if (here < value && here > -960) pixels[at] = value;
      }
    }
  }
}
