/** A volume for the graphics processor, the colours it is seen in, and the eye that is turned about it: all with known answers. */
import { describe, expect, it } from 'vitest';
import type { Vector3 } from '#shared/measure/slice-plane.ts';
import { layVolume } from '../../../../../renderer/viewers/image/mpr/volume.ts';
import { makeBlock } from '../../../../../renderer/viewers/image/volume/block.ts';
import {
  forwardOf,
  fromFront,
  turned,
  zoomedBy,
} from '../../../../../renderer/viewers/image/volume/camera.ts';
import {
  keptRange,
  tableLength,
  transferTable,
  type VolumePreset,
} from '../../../../../renderer/viewers/image/volume/transfer.ts';

const volumeOf = (places: readonly number[], columns: number, rows: number) => {
  const laid = layVolume(
    places.map((z) => ({
      plane: { position: [0, 0, z], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0] },
      rows,
      columns,
      spacing: [0.8, 0.5],
    })),
  );
  if (!laid.ok) throw new Error(laid.why);
  // Each voxel tells its column, row and slice.
  const values = laid.grid.order.map((slice) =>
    Int16Array.from({ length: columns * rows }, (_, at) => (at % columns) * 12 + slice * 120 - 1024),
  );
  return { grid: laid.grid, values };
};

describe('a block', () => {
  it('keeps every voxel of a small volume, one byte each, with its size in mm', () => {
    const block = makeBlock(volumeOf([0, 2, 4, 6, 8], 6, 4), 256);
    expect([block.columns, block.rows, block.layers]).toEqual([6, 4, 5]);
    expect(block.sizeMm[0]).toBeCloseTo(3, 9);
    expect(block.sizeMm[1]).toBeCloseTo(3.2, 9);
    expect(block.sizeMm[2]).toBeCloseTo(8, 9);
    // 12.05 HU an entry: column 3 of slice 2 lies 276 HU above the lowest value.
    expect(block.bytes[(2 * 4 + 1) * 6 + 3]).toBe(Math.floor((276 * 255) / 3072));
  });
  it('is never longer than allowed, and takes uneven slices where they are', () => {
    const block = makeBlock(volumeOf([0, 1, 2, 3, 7], 10, 10), 4);
    expect([block.columns, block.rows, block.layers]).toEqual([3, 3, 4]);
    // Layers at 0, 2.33, 4.67 and 7 mm: the nearest slices are the first, third, fourth and last.
    const first = [0, 1, 2, 3].map((layer) => block.bytes[layer * 9] ?? 0);
    const expected = [0, 2, 3, 4].map((slice) => Math.floor(((12 + slice * 120) * 255) / 3072));
    expect(first).toEqual(expected);
  });
  it('cuts values off at the ends of what is kept', () => {
    const volume = volumeOf([0, 1, 2, 3], 2, 1);
    const values = volume.values.map(() => Int16Array.from([-3000, 30_000]));
    expect([...makeBlock({ ...volume, values }, 8).bytes]).toEqual([0, 255, 0, 255, 0, 255, 0, 255]);
  });
});

describe('presets', () => {
  const seen = (preset: VolumePreset, hu: number) => {
    const at = Math.floor(((hu - keptRange.lower) / (keptRange.upper - keptRange.lower)) * tableLength);
    const [red = 0, green = 0, blue = 0, opacity = 0] = transferTable(preset).slice(at * 4, at * 4 + 4);
    return { red, green, blue, opacity };
  };
  it('show bone without soft tissue, vessels with contrast, lung without air around it', () => {
    expect(seen('bone', 40).opacity).toBe(0);
    expect(seen('bone', 900).opacity).toBeGreaterThan(150);
    expect(seen('vessel', 40).opacity).toBe(0);
    expect(seen('vessel', 300).opacity).toBeGreaterThan(80);
    expect(seen('vessel', 300).red).toBeGreaterThan(2 * seen('vessel', 300).blue);
    expect(seen('lung', -1000).opacity).toBe(0);
    expect(seen('lung', -800).opacity).toBeGreaterThan(0);
    expect(seen('lung', 40).opacity).toBe(0);
  });
});

describe('the eye', () => {
  const near = (given: Vector3, wanted: Vector3) => {
    for (const axis of [0, 1, 2] as const) expect(given[axis]).toBeCloseTo(wanted[axis], 9);
  };
  it('looks from the front with the head up', () => {
    near(forwardOf(fromFront), [0, 1, 0]);
  });
  it('is turned as a ball under the hand, and stays upright to itself', () => {
    // Pulled to the right by 90°: what was at the left of the screen, the patient's right, comes to the front.
    const side = turned(fromFront, 90, 0);
    near(forwardOf(side), [1, 0, 0]);
    const above = turned(fromFront, 0, 90);
    near(forwardOf(above), [0, 0, -1]);
    let camera = fromFront;
    for (let step = 0; step < 200; step++) camera = turned(camera, 7, -11);
    const { right, down } = camera;
    expect(Math.hypot(...right)).toBeCloseTo(1, 9);
    expect(right[0] * down[0] + right[1] * down[1] + right[2] * down[2]).toBeCloseTo(0, 6);
  });
  it('comes no nearer than it can see', () => {
    expect(zoomedBy({ ...fromFront, zoom: 7 }, 3).zoom).toBe(8);
    expect(zoomedBy({ ...fromFront, zoom: 0.5 }, 0.1).zoom).toBe(0.3);
  });
});
