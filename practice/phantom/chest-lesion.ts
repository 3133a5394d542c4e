/** Lesions planted in the chest phantom. Millimetres as in `thorax.ts`; side −1 is the patient's right. */
import { anatomyField } from './noise.ts';
import { ellipsoid, type Point } from './shapes.ts';

export type ChestLesion =
  | { readonly kind: 'none' }
  | { readonly kind: 'nodule'; readonly at: Point; readonly radius: number }
  | { readonly kind: 'pneumonia'; readonly at: Point; readonly radii: Point }
  | {
      readonly kind: 'pneumothorax';
      readonly side: -1 | 1;
      readonly upright: boolean;
      readonly width: number;
    }
  | { readonly kind: 'effusion'; readonly side: -1 | 1; readonly upright: boolean; readonly height: number };

/** Hounsfield value inside the lesion, or null outside it. `dome` is the height of the diaphragm below. */
export function lesionHu(
  lesion: ChestLesion,
  x: number,
  y: number,
  z: number,
  depth: number,
  dome: number,
  o: number,
): number | null {
  switch (lesion.kind) {
    case 'none':
      return null;
    case 'nodule': {
      const [cx, cy, cz] = lesion.at;
      const dx = x - cx;
      const dy = y - cy;
      const dz = z - cz;
      const r = Math.sqrt(dx * dx + dy * dy + dz * dz);
      if (r > lesion.radius * 2) return null;
      const spikes = 0.32 * anatomyField((dx / (r + 3)) * 5, (dy / (r + 3)) * 5, dz / 5 + o);
      if (r < lesion.radius * (1 + spikes)) return 38;
      return r < lesion.radius * (1.25 + spikes * 2.4) ? -520 : null;
    }
    case 'pneumonia': {
      const [cx, cy, cz] = lesion.at;
      const [rx, ry, rz] = lesion.radii;
      const patch =
        0.55 * anatomyField(o + 90 + x / 15, y / 15, z / 15) +
        0.3 * anatomyField(o + 95 + x / 6, y / 6, z / 7);
      const r = ellipsoid(x - cx, y - cy, z - cz, rx, ry, rz) + patch;
      if (r > 1.25) return null;
      // Bronchi that still hold air run through the consolidation.
      const bronchi = Math.abs(anatomyField(o + 98 + x / 9, y / 16, z / 20));
      if (r < 0.85) return bronchi < 0.045 ? -800 : 34;
      return -430 + 260 * anatomyField(o + 92 + x / 4, y / 4, z / 6);
    }
    case 'pneumothorax': {
      if (x * lesion.side < 3) return null;
      // Air gathers in front lying down and at the top standing: the wider the gap, the further both ways.
      const front = 0.25 + 0.75 * Math.max(0, Math.min(1, (40 - y) / 90));
      const gap =
        lesion.width * (lesion.upright ? 0.1 + 0.9 * (z / 230) ** 1.6 : front * (0.55 + 0.45 * (z / 220)));
      if (depth < gap) return -998;
      // The pleura of the collapsed lung: a film needs more of it to show a line.
      if (depth >= gap + (lesion.upright ? 2.6 : 1.6)) return null;
      return lesion.upright ? -60 : -300;
    }
    case 'effusion': {
      if (x * lesion.side < 2) return null;
      if (lesion.upright) {
        const meniscus = dome * 0.25 + lesion.height + 46 * Math.exp(-depth / 11);
        return z < meniscus ? 14 : null;
      }
      const level = 70 - lesion.height + 10 * Math.max(0, (z - 80) / 80) - 0.12 * depth;
      return y > level ? 12 : null;
    }
  }
}
