/** How much of a series one volume takes on a machine. */
import { expect, test } from 'vitest';
import { thinning, volumeBudget } from '../../../../../renderer/viewers/image/mpr/volume-budget.ts';

const ctSlice = 512 * 512 * 2;

test('1,200 slices of CT are taken whole with 8 GB, every other one with 2 GB, and none is too small for a sentence', () => {
  expect(thinning(ctSlice, 1200, volumeBudget(8))).toBe(1);
  expect(thinning(ctSlice, 1200, volumeBudget(2))).toBe(2);
  expect(thinning(ctSlice, 1200, volumeBudget(undefined))).toBe(1);
  expect(thinning(ctSlice, 4000, volumeBudget(8))).toBe(2);
  // Slices so large that hardly any fit make no volume.
  expect(thinning(40_000_000, 60, volumeBudget(1))).toBeNull();
});
