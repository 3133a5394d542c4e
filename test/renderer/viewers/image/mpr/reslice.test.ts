/** Reconstructions of volumes whose every voxel is known: values, places and slabs, also with a tilted gantry and uneven slices. */
import { expect, test } from 'vitest';
import { add, dot, scale, subtract, type Vector3 } from '#shared/measure/slice-plane.ts';
import { normalOfPlane, planesAlong, turnAbout } from '../../../../../renderer/viewers/image/mpr/planes.ts';
import { reslice, slabOf, type Volume, valueAt } from '../../../../../renderer/viewers/image/mpr/reslice.ts';
import {
  indexAt,
  layVolume,
  pointAt,
  stepAlong,
  type VolumeGrid,
  type VolumeSlice,
} from '../../../../../renderer/viewers/image/mpr/volume.ts';

const columns = 12;
const rows = 9;
const spacing = [0.7, 0.5] as const;
const level = { rowCosines: [1, 0, 0] as Vector3, columnCosines: [0, 1, 0] as Vector3 };

const slice = (position: Vector3, directions = level): VolumeSlice => ({
  plane: { position, ...directions },
  ...{ rows, columns, spacing },
});
const slices = (places: readonly number[]): VolumeSlice[] => places.map((mm) => slice([-20, 10, mm]));

function laid(given: readonly VolumeSlice[]): VolumeGrid {
  const result = layVolume(given);
  if (!result.ok) throw new Error(result.why);
  return result.grid;
}

/** A value that tells its voxel. */
const known = (i: number, j: number, k: number): number => ((i * 37 + j * 101 + k * 211) % 4000) - 1024;
const filled = (grid: VolumeGrid): Volume => ({
  grid,
  values: grid.places.map((_, k) =>
    Int16Array.from({ length: rows * columns }, (_, at) => known(at % columns, Math.floor(at / columns), k)),
  ),
});
const everyVoxel = (grid: VolumeGrid): Vector3[] =>
  grid.places.flatMap((_, k) =>
    Array.from({ length: rows * columns }, (_, at): Vector3 => [at % columns, Math.floor(at / columns), k]),
  );
const single = slabOf('single', [0, 0, 1], 0, 1);

const even = slices([0, 2, 4, 6, 8, 10, 12]);
const uneven = slices([0, 2, 4, 5.3, 7.3, 9.3, 11]);
const c = Math.cos(Math.PI / 9);
const s = Math.sin(Math.PI / 9);
/** The gantry leans by 20° while the table moves along the patient. */
const tilted = [0, 1, 2, 3, 4, 5, 6].map((at) =>
  slice([-20, 10, at * 3], { rowCosines: [1, 0, 0], columnCosines: [0, c, s] }),
);
const oblique = [0, 1, 2, 3, 4, 5, 6].map((at) =>
  slice(add([5, -3, 40], scale([0, -s, c], at * 2.5)), { rowCosines: [1, 0, 0], columnCosines: [0, c, s] }),
);

test.each([
  ['even', even],
  ['uneven', uneven],
  ['tilted', tilted],
  ['oblique', oblique],
])(
  '%s: every voxel has its own value at its own place, whichever order the slices come in',
  (_name, given) => {
    for (const order of [given, [...given].reverse()]) {
      const grid = laid(order);
      const volume = filled(grid);
      for (const voxel of everyVoxel(grid)) {
        const point = pointAt(grid, voxel);
        expect(valueAt(volume, point, single)).toBe(known(...(voxel as [number, number, number])));
        const back = indexAt(grid, point);
        expect(Math.hypot(...subtract(back, voxel))).toBeLessThan(1e-9);
      }
    }
  },
);

test('a tilted stack is mapped where its headers say, and its planes follow the table', () => {
  const grid = laid(tilted);
  // Row 5, column 3 of slice 4, by PS3.3 C.7.6.2.1.1.
  const expected = add([-20, 10, 12], add(scale([1, 0, 0], 3 * 0.5), scale([0, c, s], 5 * 0.7)));
  expect(Math.hypot(...subtract(pointAt(grid, [3, 5, 4]), expected))).toBeLessThan(1e-9);
  expect(grid.findings).toEqual([expect.objectContaining({ code: 'tilt' })]);
  const { axial, coronal, sagittal } = planesAlong(grid.axes);
  expect(normalOfPlane(axial).map((one) => Math.round(one * 1e9) / 1e9 || 0)).toEqual([0, 0, 1]);
  for (const plane of [coronal, sagittal]) expect(dot(plane.right, plane.down)).toBeCloseTo(0, 9);
});

test('half a voxel beyond its centre a volume ends, and a gap is left empty', () => {
  const grid = laid(slices([0, 2, 4, 10, 12, 14]));
  const volume = filled(grid);
  expect(grid.findings.map(({ code }) => code)).toEqual(['gap']);
  expect(valueAt(volume, pointAt(grid, [-0.49, 3, 1]), single)).toBe(known(0, 3, 1));
  expect(valueAt(volume, pointAt(grid, [-0.51, 3, 1]), single)).toBeNaN();
  expect(valueAt(volume, pointAt(grid, [4, 3, 2]), single)).toBe(known(4, 3, 2));
  expect(valueAt(volume, [-18, 12, 7], single)).toBeNaN();
  expect(valueAt(volume, pointAt(grid, [4, 3, 3]), single)).toBe(known(4, 3, 3));
});

test('slabs hold the greatest, least and mean value of exactly the voxels within half their thickness', () => {
  const grid = laid(even);
  const volume = filled(grid);
  const { axial, coronal, sagittal } = planesAlong(grid.axes);
  for (const [plane, axis, mm] of [
    [axial, 2, 2],
    [coronal, 1, 0.7],
    [sagittal, 0, 0.5],
  ] as const) {
    const normal = normalOfPlane(plane);
    expect(stepAlong(grid, normal)).toBeCloseTo(mm, 9);
    for (const thickness of [3 * mm, 5.9 * mm]) {
      for (const voxel of everyVoxel(grid)) {
        const within = everyVoxel(grid).filter(
          (one) =>
            one.every((value, at) => at === axis || value === voxel[at]) &&
            Math.abs((one[axis] ?? 0) - (voxel[axis] ?? 0)) * mm <= thickness / 2 + 1e-9,
        );
        const values = within.map((one) => known(...(one as [number, number, number])));
        const of = (mode: 'mip' | 'minip' | 'mean') =>
          valueAt(volume, pointAt(grid, voxel), slabOf(mode, normal, thickness, stepAlong(grid, normal)));
        expect(of('mip')).toBe(Math.max(...values));
        expect(of('minip')).toBe(Math.min(...values));
        expect(of('mean')).toBeCloseTo(values.reduce((sum, one) => sum + one, 0) / values.length, 3);
      }
    }
  }
});

test('between voxels values are linear, also in a plane turned by 30°', () => {
  const grid = laid(even);
  const linear: Volume = {
    grid,
    values: grid.places.map((_, k) =>
      Int16Array.from(
        { length: rows * columns },
        (_, at) => 100 * (at % columns) + 10 * Math.floor(at / columns) + 1000 * k,
      ),
    ),
  };
  const { coronal } = turnAbout(planesAlong(grid.axes), 'axial', 30);
  const raster = {
    origin: pointAt(grid, [2, 2, 1.25]),
    right: scale(coronal.right, 0.2),
    down: scale(coronal.down, -0.5),
    ...{ width: 8, height: 6 },
  };
  const out = new Float32Array(48);
  reslice(linear, raster, single, out);
  for (let y = 0; y < 6; y++) {
    for (let x = 0; x < 8; x++) {
      const point = add(raster.origin, add(scale(raster.right, x), scale(raster.down, y)));
      const [i, j, k] = indexAt(grid, point);
      expect(out[y * 8 + x]).toBeCloseTo(100 * i + 10 * j + 1000 * k, 1);
    }
  }
});

test('what makes no volume is refused by name', () => {
  const why = (given: readonly VolumeSlice[]) => {
    const result = layVolume(given);
    return result.ok ? 'laid' : result.why;
  };
  expect(why(slices([0, 2, 4]))).toBe('too-few');
  expect(why([...even, slice([0, 0, 0], { rowCosines: [0, 1, 0], columnCosines: [0, 0, -1] })])).toBe(
    'mixed',
  );
  expect(why([...even, ...even])).toBe('phases');
  expect(why([...even.slice(1), { ...(even[0] as VolumeSlice), rows: 8 }])).toBe('sizes');
  expect(why([...even, slice([-20, 10, 4])])).toBe('laid');
});
