/** Lesions planted in the head phantom, and how they push the brain aside. */
import type { Tissue } from './head.ts';
import { anatomyField } from './noise.ts';
import { ellipsoid, turnedEllipsoid } from './shapes.ts';

export type HeadLesion =
  | { readonly kind: 'none' }
  | { readonly kind: 'basal-ganglia-haemorrhage'; readonly side: -1 | 1; readonly size: number }
  | { readonly kind: 'epidural-haematoma'; readonly side: -1 | 1; readonly size: number }
  | { readonly kind: 'subarachnoid-haemorrhage' }
  | { readonly kind: 'middle-cerebral-infarct'; readonly side: -1 | 1; readonly size: number };

/** Tissue of the lesion at a point, or null outside it. `size` is about 1; `side` −1 is the patient's right. */
export function lesionTissue(
  lesion: HeadLesion,
  x: number,
  y: number,
  z: number,
  depth: number,
  o: number,
): Tissue | null {
  if (lesion.kind === 'none' || lesion.kind === 'subarachnoid-haemorrhage') return null;
  const { side, size } = lesion;
  const rough = anatomyField(o + 70 + x / 9, y / 9, z / 9);
  const fine = anatomyField(o + 80 + x / 4, y / 4, z / 5);
  if (lesion.kind === 'basal-ganglia-haemorrhage') {
    const r = turnedEllipsoid(x - side * 28, y + 3, z - 63, 12 * size, 21 * size, 17 * size, side * 0.25);
    const edge = r + 0.28 * rough + 0.1 * fine;
    if (edge < 1) return 'freshBlood';
    return edge < 1.5 && depth > 6 ? 'oedema' : null;
  }
  if (lesion.kind === 'epidural-haematoma') {
    // A lens between the table and the stripped dura.
    const lens = ellipsoid(x - side * 76, y - 6, z - 62, 33 * size, 41 * size, 36 * size);
    return lens + 0.05 * rough < 1 ? 'freshBlood' : null;
  }
  const reach = ellipsoid(x - side * 52, y + 2, z - 72, 24 * size, 34 * size, 24 * size);
  return reach + 0.3 * rough + 0.14 * fine < 1 && depth > 1.5 ? 'acuteInfarct' : null;
}

export interface MassEffect {
  /** Where on the x axis the push comes from, in mm. */
  readonly centre: number;
  /** Share of the way from the centre by which the tissue at (x, y) was pushed. */
  (x: number, y: number): number;
}

/** The displacement of the brain at height `z`; null where nothing is pushed. */
export function massEffect(lesion: HeadLesion, z: number): MassEffect | null {
  if (lesion.kind !== 'basal-ganglia-haemorrhage' && lesion.kind !== 'epidural-haematoma') return null;
  const epidural = lesion.kind === 'epidural-haematoma';
  const centre = lesion.side * (epidural ? 70 : 30);
  const reach = (epidural ? 46 : 30) * 1.5;
  const height = (z - 63) / 30;
  const strength = (epidural ? 9 : 6.5) * lesion.size * Math.exp(-height * height);
  if (strength < 0.3) return null;
  const push = (x: number, y: number): number => {
    const dx = x - centre;
    const r = Math.sqrt(dx * dx + y * y) + 0.001;
    const near = r / reach;
    return (strength * Math.exp(-near * near)) / r;
  };
  return Object.assign(push, { centre });
}
