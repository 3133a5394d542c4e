/** Letters at the edges for the three planes, a coronal and two oblique ones, and for Patient Orientation texts. */
import { expect, test } from 'vitest';
import {
  directionLetters,
  directionOf,
  edgeLetters,
} from '../../../../renderer/viewers/image/orientation-letters.ts';

const half = Math.SQRT1_2;

test.each([
  ['axial', [1, 0, 0], [0, 1, 0], { left: 'R', right: 'L', top: 'A', bottom: 'P' }],
  ['axial, prone', [-1, 0, 0], [0, -1, 0], { left: 'L', right: 'R', top: 'P', bottom: 'A' }],
  ['coronal', [1, 0, 0], [0, 0, -1], { left: 'R', right: 'L', top: 'H', bottom: 'F' }],
  ['sagittal', [0, 1, 0], [0, 0, -1], { left: 'A', right: 'P', top: 'H', bottom: 'F' }],
  [
    'oblique: a sagittal turned by 30 degrees towards coronal',
    [0.5, Math.sqrt(3) / 2, 0],
    [0, 0, -1],
    { left: 'AR', right: 'PL', top: 'H', bottom: 'F' },
  ],
  [
    'double oblique',
    [0.9, 0.3, Math.sqrt(1 - 0.9)],
    [-0.1, 0.8, -Math.sqrt(0.35)],
    { left: 'RFA', right: 'LHP', top: 'AHL', bottom: 'PFR' },
  ],
] as const)('%s', (_, right, down, letters) => {
  expect(edgeLetters(right, down)).toEqual(letters);
});

test('a tilt of less than about 5 degrees is not spelled out', () => {
  expect(directionLetters([Math.cos(0.07), Math.sin(0.07), 0])).toBe('L');
  expect(directionLetters([half, half, 0])).toHaveLength(2);
  expect(directionLetters([0, 0, 0])).toBe('');
});

test('Patient Orientation texts become directions and come back as letters', () => {
  expect(directionLetters(directionOf('L') ?? [0, 0, 0])).toBe('L');
  expect(directionLetters(directionOf('FP') ?? [0, 0, 0])).toBe('FP');
  expect(directionOf('')).toBeNull();
  expect(directionOf('X')).toBeNull();
});
