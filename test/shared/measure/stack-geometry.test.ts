import { describe, expect, it } from 'vitest';
import type { SlicePlane } from '../../../shared/measure/slice-plane.ts';
import { checkStackGeometry, isOffScale } from '../../../shared/measure/stack-geometry.ts';

const axial = (x: number, y: number, z: number): SlicePlane => ({
  position: [x, y, z],
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
});
const stack = (count: number, spacing = 5): SlicePlane[] =>
  Array.from({ length: count }, (_, index) => axial(-100, -100, index * spacing));

describe('checkStackGeometry', () => {
  it('finds nothing wrong with even slices, in either direction, and with tables that round', () => {
    expect(checkStackGeometry(stack(40))).toEqual([]);
    expect(checkStackGeometry(stack(40).reverse())).toEqual([]);
    expect(
      checkStackGeometry(Array.from({ length: 30 }, (_, i) => axial(0, 0, Math.round(i * 12.5) / 10))),
    ).toEqual([]);
  });

  it('names the gap that a missing slice 17 of 40 leaves, and how wide it is', () => {
    const found = checkStackGeometry(stack(40).filter((_, index) => index !== 16));
    expect(found).toEqual([{ code: 'gap', after: 16, missing: 1, spacingMm: 10, usualMm: 5 }]);
    expect(isOffScale(found)).toBe(true);
    const backwards = checkStackGeometry(
      stack(40)
        .reverse()
        .filter((_, index) => index !== 16),
    );
    expect(backwards).toMatchObject([{ code: 'gap', after: 16, missing: 1 }]);
  });

  it('names every gap, first things first', () => {
    const found = checkStackGeometry(stack(40).filter((_, index) => ![10, 11, 30].includes(index)));
    expect(found).toMatchObject([
      { code: 'gap', after: 10, missing: 2 },
      { code: 'gap', after: 28, missing: 1 },
    ]);
  });

  it('tells uneven spacing from a gap', () => {
    const uneven = stack(20).map((slice, index) => (index === 7 ? axial(-100, -100, 36) : slice));
    expect(checkStackGeometry(uneven)).toEqual([{ code: 'uneven', leastMm: 4, mostMm: 6 }]);
  });

  it('measures a tilted gantry, which is no fault of scale', () => {
    const lean = Math.tan((15 * Math.PI) / 180);
    const found = checkStackGeometry(Array.from({ length: 24 }, (_, i) => axial(0, i * 5 * lean, i * 5)));
    expect(found).toEqual([{ code: 'tilt', degrees: expect.closeTo(15, 6) }]);
    expect(isOffScale(found)).toBe(false);
  });

  it('counts slices beside the line, tilted or not', () => {
    const moved = stack(20).map((slice, index) => (index === 9 ? axial(-97, -100, 45) : slice));
    expect(checkStackGeometry(moved)).toEqual([{ code: 'shifted', slices: 1 }]);
  });

  it('counts duplicates, but takes phases that visit each place equally often for sound', () => {
    expect(checkStackGeometry([...stack(20), axial(-100, -100, 10)])).toEqual([
      { code: 'duplicate', slices: 1 },
    ]);
    expect(checkStackGeometry([...stack(20), ...stack(20), ...stack(20)])).toEqual([]);
  });

  it('counts orientations of a three-plane localizer and says nothing more of it', () => {
    const sagittal: SlicePlane = { position: [0, 0, 0], rowCosines: [0, 1, 0], columnCosines: [0, 0, -1] };
    const coronal: SlicePlane = { position: [0, 0, 0], rowCosines: [1, 0, 0], columnCosines: [0, 0, -1] };
    expect(checkStackGeometry([axial(0, 0, 0), sagittal, coronal])).toEqual([
      { code: 'mixed-orientation', orientations: 3 },
    ]);
  });

  it('asks for at least three slices', () => {
    expect(checkStackGeometry([])).toEqual([]);
    expect(checkStackGeometry([axial(0, 0, 0), axial(0, 0, 50)])).toEqual([]);
  });
});
