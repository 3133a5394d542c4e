/** The speed of a tracing before its reader chooses one, in the places a window has for it. */
import { expect, it } from 'vitest';
import { usualSpeed } from '../../../../renderer/viewers/ecg/narrow-place.ts';

const inchMm = 25.4;

it.each([
  ['alone at 1920', 1460, 96, 25],
  ['alone at 1366', 986, 96, 25],
  ['alone at 1366 on a screen of 12 inches', 986, 125, 25],
  ['beside an image at 1920', 728, 96, 12.5],
  ['beside an image at 1920 on a screen of 27 inches', 728, 82, 12.5],
  ['beside an image at 1366', 490, 96, 10],
] as const)('%s', (_place, widthPx, dotsPerInch, speed) => {
  expect(usualSpeed(widthPx, dotsPerInch / inchMm)).toBe(speed);
});
