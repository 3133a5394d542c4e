import { expect, it } from 'vitest';
import { crossingOf, type SliceExtent } from '../../../shared/measure/plane-crossing.ts';

const axial = (z: number): SliceExtent => ({
  position: [-100, -100, z],
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
  widthMm: 200,
  heightMm: 200,
  frameOfReferenceUid: '2.25.1',
});
const sagittal: SliceExtent = {
  position: [10, -80, 150],
  rowCosines: [0, 1, 0],
  columnCosines: [0, 0, -1],
  widthMm: 160,
  heightMm: 300,
  frameOfReferenceUid: '2.25.1',
};

it('crosses a sagittal slice at the height of the axial one, as wide as it is', () => {
  const line = crossingOf(axial(40), sagittal);
  const ys = line?.map((point) => point[1]).sort((a, b) => a - b);
  expect(ys).toEqual([-80, 80]);
  for (const point of line ?? []) expect([point[0], point[2]]).toEqual([10, expect.closeTo(40, 9)]);
});

it('draws nothing beyond the other slice, and nothing between parallels', () => {
  expect(crossingOf(axial(151), sagittal)).toBeNull();
  expect(crossingOf(axial(-151), sagittal)).toBeNull();
  expect(crossingOf(axial(0), axial(5))).toBeNull();
});

it('draws nothing where places of the one are no places of the other', () => {
  for (const frameOfReferenceUid of ['2.25.2', ''])
    expect(crossingOf(axial(40), { ...sagittal, frameOfReferenceUid })).toBeNull();
  expect(
    crossingOf({ ...axial(40), frameOfReferenceUid: '' }, { ...sagittal, frameOfReferenceUid: '' }),
  ).toBeNull();
});
