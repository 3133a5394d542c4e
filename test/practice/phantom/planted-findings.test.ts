/** Planted findings are there to be seen: the pixels where they lie differ from the same phantom without them. */
import { describe, expect, it } from 'vitest';
import type { ChestLesion } from '../../../practice/phantom/chest-lesion.ts';
import { ctChestFrame, paintCtChest } from '../../../practice/phantom/ct-chest.ts';
import { ctHeadFrame, paintCtHead } from '../../../practice/phantom/ct-head.ts';
import { drChestFrame, paintDrChest } from '../../../practice/phantom/dr-chest.ts';
import type { HeadLesion } from '../../../practice/phantom/head-lesion.ts';
import { mrBrainFrame, paintMrBrain } from '../../../practice/phantom/mr-brain.ts';
import { paintUsCine } from '../../../practice/phantom/us-abdomen.ts';
import { usFrame } from '../../../practice/phantom/us-scan.ts';
import { createRandom } from '../../../practice/random.ts';

/** Mean of a square of pixels around a point in mm (x to the image's right, y down) from the middle. */
function meanAt(pixels: Uint16Array, size: number, spacing: number, x: number, y: number, half = 3): number {
  const column = Math.round(x / spacing + (size - 1) / 2);
  const row = Math.round(y / spacing + (size - 1) / 2);
  let sum = 0;
  for (let j = -half; j <= half; j++) {
    for (let i = -half; i <= half; i++) sum += pixels[(row + j) * size + column + i] as number;
  }
  return sum / (2 * half + 1) ** 2;
}

describe('CT of the head', () => {
  const paint = (lesion: HeadLesion, index: number) =>
    paintCtHead({ offset: 4, atrophy: 1.1, calcified: false, lesion }, index, createRandom('grain'));
  const hu = (pixels: Uint16Array, x: number, y: number) =>
    meanAt(pixels, ctHeadFrame.size, ctHeadFrame.spacing, x, y + 4) - 1024;

  it('shows fresh blood in the right basal ganglia only when it is planted', () => {
    const bleeding = paint({ kind: 'basal-ganglia-haemorrhage', side: -1, size: 1 }, 11);
    const normal = paint({ kind: 'none' }, 11);
    expect(hu(bleeding, -28, -3)).toBeGreaterThan(55);
    expect(hu(bleeding, -28, -3)).toBeLessThan(85);
    expect(hu(normal, -28, -3)).toBeLessThan(45);
    expect(hu(bleeding, 28, -3)).toBeLessThan(45);
  });

  it('shows an epidural lens under the left table', () => {
    expect(hu(paint({ kind: 'epidural-haematoma', side: 1, size: 1 }, 11), 54, 6)).toBeGreaterThan(52);
    expect(hu(paint({ kind: 'none' }, 11), 54, 6)).toBeLessThan(48);
  });
});

describe('CT of the chest', () => {
  const paint = (lesion: ChestLesion, z: number) =>
    paintCtChest(
      { offset: 4, heart: 1, fat: 11, ribs: true, lesion },
      [],
      Math.round((z - ctChestFrame.firstZ) / ctChestFrame.thickness),
      createRandom('grain'),
    );
  const hu = (pixels: Uint16Array, x: number, y: number) =>
    meanAt(pixels, ctChestFrame.size, ctChestFrame.spacing, x, y) - 1024;

  it('shows a solid nodule in aerated lung', () => {
    expect(hu(paint({ kind: 'nodule', at: [-76, -10, 190], radius: 10 }, 190), -76, -10)).toBeGreaterThan(0);
    expect(hu(paint({ kind: 'none' }, 190), -76, -10)).toBeLessThan(-780);
  });

  it('shows free air without lung in front of a pneumothorax', () => {
    const pixels = paint({ kind: 'pneumothorax', side: 1, upright: false, width: 40 }, 140);
    expect(hu(pixels, 80, -50)).toBeLessThan(-940);
    expect(hu(pixels, -80, -50)).toBeGreaterThan(-930);
  });
});

describe('MR of the brain', () => {
  it('shows an infarct bright in diffusion', () => {
    const paint = (lesion: HeadLesion) =>
      paintMrBrain({ offset: 4, atrophy: 1, calcified: false, lesion }, 'dwi', 11, createRandom('grain'));
    const signal = (pixels: Uint16Array) => meanAt(pixels, mrBrainFrame.size, mrBrainFrame.spacing, 50, 2, 2);
    const infarct = signal(paint({ kind: 'middle-cerebral-infarct', side: 1, size: 0.9 }));
    expect(infarct).toBeGreaterThan(1.8 * signal(paint({ kind: 'none' })));
  });
});

describe('chest radiograph', () => {
  const paint = (lesion: ChestLesion) =>
    paintDrChest({ offset: 4, heart: 1, fat: 10, ribs: false, lesion }, 'vessels', createRandom('grain'));
  const { columns, rows, spacing, top } = drChestFrame;
  const mean = (pixels: Uint16Array, x: number, z: number) => {
    let sum = 0;
    const column = Math.round(x / spacing + columns / 2);
    const row = Math.round((top - z) / spacing);
    for (let j = -20; j <= 20; j++) {
      for (let i = -20; i <= 20; i++) sum += pixels[(row + j) * columns + column + i] as number;
    }
    return sum / 41 ** 2;
  };

  it('darkens the apex where a pneumothorax is planted', { timeout: 60_000 }, () => {
    const normal = paint({ kind: 'none' });
    expect(normal).toHaveLength(columns * rows);
    const collapsed = paint({ kind: 'pneumothorax', side: 1, upright: true, width: 55 });
    expect(mean(collapsed, 78, 200)).toBeLessThan(mean(normal, 78, 200) - 60);
    expect(Math.abs(mean(collapsed, -78, 200) - mean(normal, -78, 200))).toBeLessThan(40);
  });
});

describe('ultrasound cine', () => {
  const frame = usFrame.columns * usFrame.rows;
  const mean = (cine: Uint8Array, index: number, x: number, y: number) => {
    let sum = 0;
    for (let j = -4; j <= 4; j++) {
      for (let i = -4; i <= 4; i++) sum += cine[index * frame + (y + j) * usFrame.columns + x + i] as number;
    }
    return sum / 81;
  };

  it('casts a shadow behind a stone, and moves', () => {
    const stone = paintUsCine('gallstone', 3);
    const normal = paintUsCine('normal-gallbladder', 3);
    expect(stone).toHaveLength(frame * usFrame.frames);
    expect(mean(stone, 0, 382, 330)).toBeLessThan(mean(normal, 0, 382, 330) * 0.4);
    expect(stone.subarray(0, frame)).not.toEqual(stone.subarray(10 * frame, 11 * frame));
  });
});
