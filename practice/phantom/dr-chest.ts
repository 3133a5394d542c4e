/** Chest radiograph: the chest phantom in parallel projection, with the processing a digital detector applies. */
import type { Random } from '../random.ts';
import { lesionHu } from './chest-lesion.ts';
import { growVessels } from './lung-vessels.ts';
import { anatomyField, grainTable } from './noise.ts';
import { enlarge, smooth } from './smooth.ts';
import { drawBones, drawVessels, type Projection } from './strokes.ts';
import { cageDepth, diaphragmHeight, type ThoraxGeometry, thoraxHu, thoraxLevel } from './thorax.ts';

export const drChestFrame = { columns: 1536, rows: 1664, spacing: 0.2, top: 278 } as const;

const coarse = 2;
const fine = 0.4;
const rayStep = 4.6;

/** Paints the radiograph as 12-bit stored values, MONOCHROME2: dense is bright. */
export function paintDrChest(t: ThoraxGeometry, seed: string, random: Random): Uint16Array {
  const { columns, rows, spacing, top } = drChestFrame;
  const soft = projectSoft(t);
  const strokes: Projection = emptyProjection(fine);
  const vessels = growVessels(t, seed).filter(({ to: [x, y, z] }) => {
    const level = thoraxLevel(z);
    return lesionHu(t.lesion, x, y, z, cageDepth(level, x, y), diaphragmHeight(x, y), t.offset) === null;
  });
  drawVessels(strokes, vessels);
  smooth(strokes.cells, strokes.width, strokes.height, 1);
  const bones: Projection = emptyProjection(fine);
  drawBones(bones);
  smooth(bones.cells, bones.width, bones.height, 1);
  for (let i = 0; i < bones.cells.length; i++) {
    strokes.cells[i] = 0.85 * (strokes.cells[i] as number) + 1.8 * (bones.cells[i] as number);
  }
  const softFine = enlarge(soft.cells, soft.width, soft.height, columns, rows);
  const strokesFine = enlarge(strokes.cells, strokes.width, strokes.height, columns, rows);
  const broad = blurred(soft, columns, rows);
  const grain = grainTable();
  const mask = grain.length - 1;
  let at = random.integer(0, mask);
  const stored = new Uint16Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const z = top - row * spacing;
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      const x = (column - columns / 2) * spacing;
      const path = (softFine[i] as number) + (strokesFine[i] as number);
      // Dynamic range compression: the broad brightness counts less than the detail in it.
      const shown = path - 0.42 * (broad[i] as number);
      const noise = (grain[at & mask] as number) * (5 + 0.05 * path);
      at++;
      const texture = 7 * anatomyField(t.offset + x / 3.1, z / 3.1, 9);
      const value = 640 + 17.5 * (shown - 52) + texture + noise;
      stored[i] = value < 0 ? 0 : value > 4095 ? 4095 : value;
    }
    at += 37;
  }
  return stored;
}

function emptyProjection(spacing: number): Projection {
  const { columns, rows, spacing: pixel, top } = drChestFrame;
  const width = Math.round((columns * pixel) / spacing);
  const height = Math.round((rows * pixel) / spacing);
  return { width, height, spacing, top, cells: new Float32Array(width * height) };
}

/** Water-equivalent path lengths of everything but ribs and vessels. */
function projectSoft(t: ThoraxGeometry): Projection {
  const onto = emptyProjection(coarse);
  const { width, height, spacing, top, cells } = onto;
  for (let row = 0; row < height; row++) {
    const z = top - row * spacing;
    const level = thoraxLevel(Math.min(z, 254));
    const neck = Math.max(0, Math.min(1, (z - 236) / 22));
    for (let column = 0; column < width; column++) {
      const x = (column - (width - 1) / 2) * spacing;
      let path = 0;
      if (neck < 1) {
        // Rays start at shifting depths, so that layers across them do not band.
        let y = -150 + rayStep * (((row * 7 + column * 3) % 11) / 11);
        for (; y < 150; y += rayStep) {
          const hu = thoraxHu(t, level, x, y);
          if (hu > -995) path += (hu > 130 ? 1 + (hu - 130) * 0.0011 : (hu + 1000) / 1000) * rayStep;
        }
      }
      cells[row * width + column] = path * (1 - neck) + neck * neckPath(x, z);
    }
  }
  smooth(cells, width, height, 1);
  return onto;
}

/** Neck and shoulders above the chest, with the windpipe in the middle. */
function neckPath(x: number, z: number): number {
  const side = Math.abs(x);
  const neck = 2 * 58 * Math.sqrt(Math.max(0, 1 - (side / 62) ** 2));
  const slope = 262 - 0.24 * side;
  const shoulder = 118 * Math.max(0, Math.min(1, (slope + 26 - z) / 40)) * Math.max(0, 1 - side / 420);
  const spine = 26 * Math.sqrt(Math.max(0, 1 - (side / 16) ** 2)) * (((z % 21) + 21) % 21 < 4 ? 0.6 : 1);
  const airway = 17 * Math.sqrt(Math.max(0, 1 - (side / 9) ** 2));
  return Math.max(neck * 1.05, shoulder) + spine - airway;
}

/** The brightness of the surroundings, some 25 mm wide. */
function blurred(soft: Projection, columns: number, rows: number): Float32Array {
  const small = enlarge(soft.cells, soft.width, soft.height, 48, 52);
  smooth(small, 48, 52, 6);
  return enlarge(small, 48, 52, columns, rows);
}
