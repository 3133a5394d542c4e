/** Lengths and angles with pixels that are not square. */
import { expect, test } from 'vitest';
import { angleAt } from '#shared/measure/angle.ts';
import { lengthBetween } from '#shared/measure/length.ts';
import type { PixelScale } from '#shared/measure/spacing.ts';

const square: PixelScale = {
  unit: 'mm',
  row: 0.5,
  column: 0.5,
  method: 'pixel-spacing',
  magnification: null,
};
const oblong: PixelScale = { ...square, row: 2, column: 1 };

test('a length takes row spacing down and column spacing across', () => {
  expect(lengthBetween([0, 0], [3, 4], square)).toBeCloseTo(2.5);
  expect(lengthBetween([0, 0], [10, 0], oblong)).toBe(10);
  expect(lengthBetween([0, 0], [0, 10], oblong)).toBe(20);
});

test('an angle is measured in the patient, not on the grid of pixels', () => {
  expect(angleAt([10, 0], [0, 0], [0, 10], square)).toBeCloseTo(90);
  expect(angleAt([10, 0], [0, 0], [10, 10], oblong)).toBeCloseTo((Math.atan2(20, 10) * 180) / Math.PI);
  expect(angleAt([-5, 0], [0, 0], [5, 0], square)).toBeCloseTo(180);
  expect(angleAt([0, 0], [0, 0], [5, 0], square)).toBeNull();
});
