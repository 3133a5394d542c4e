/** Regions against a picture whose values are known by formula. */
import { expect, test } from 'vitest';
import { type Region, regionArea, regionStatistics } from '#shared/measure/roi.ts';
import type { PixelScale } from '#shared/measure/spacing.ts';

const scale: PixelScale = {
  unit: 'mm',
  row: 0.5,
  column: 0.25,
  method: 'pixel-spacing',
  magnification: null,
};
const plane = {
  columns: 100,
  rows: 80,
  values: Int16Array.from({ length: 8000 }, (_, index) => index % 100),
};

const rectangle: Region = { shape: 'rectangle', centre: [50, 40], axisA: [10, 0], axisB: [0, 5] };

test('a rectangle has its area and counts the pixels inside', () => {
  expect(regionArea(rectangle, scale)).toBeCloseTo(20 * 0.25 * (10 * 0.5));
  const statistics = regionStatistics(rectangle, plane);
  expect(statistics).toMatchObject({ count: 21 * 11, min: 40, max: 60 });
  expect(statistics?.mean).toBeCloseTo(50);
  expect(statistics?.deviation).toBeCloseTo(Math.sqrt((21 * 21 - 1) / 12));
});

test('an ellipse has the area of the formula, and about as many pixels', () => {
  const ellipse: Region = { ...rectangle, shape: 'ellipse', axisA: [20, 0], axisB: [0, 15] };
  expect(regionArea(ellipse, scale)).toBeCloseTo(Math.PI * 20 * 0.25 * 15 * 0.5);
  expect(Math.abs((regionStatistics(ellipse, plane)?.count ?? 0) - Math.PI * 300)).toBeLessThan(20);
});

test('a turned rectangle keeps area and mean', () => {
  const turned: Region = { ...rectangle, axisA: [7, 7], axisB: [-3, 3] };
  expect(regionArea(turned, { ...scale, row: 1, column: 1 })).toBeCloseTo(4 * 42);
  expect(regionStatistics(turned, plane)?.mean).toBeCloseTo(50);
});

test('what lies outside the picture is not counted; nothing inside is null', () => {
  const corner = regionStatistics({ ...rectangle, centre: [0, 0] }, plane);
  expect(corner).toMatchObject({ count: 11 * 6, min: 0, max: 10 });
  expect(regionStatistics({ ...rectangle, centre: [-50, -50] }, plane)).toBeNull();
  expect(regionStatistics({ ...rectangle, axisB: [0, 0] }, plane)).toBeNull();
});
