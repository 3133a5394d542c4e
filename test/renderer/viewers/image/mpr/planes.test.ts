/** The three planes as radiologists look at them, and at right angles however they are turned. */
import { expect, test } from 'vitest';
import { dot, type Vector3 } from '#shared/measure/slice-plane.ts';
import {
  normalOfPlane,
  planeNames,
  planesAlong,
  turnAbout,
} from '../../../../../renderer/viewers/image/mpr/planes.ts';

const close = (a: Vector3, b: Vector3) => {
  for (const axis of [0, 1, 2] as const) expect(a[axis]).toBeCloseTo(b[axis], 9);
};

test.each<[string, [Vector3, Vector3, Vector3]]>([
  [
    'axial',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'axial from head to foot',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
    ],
  ],
  [
    'prone',
    [
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'sagittal',
    [
      [0, 1, 0],
      [0, 0, -1],
      [-1, 0, 0],
    ],
  ],
  [
    'coronal',
    [
      [1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ],
  ],
])('slices acquired %s give the same three planes', (_name, axes) => {
  const { axial, coronal, sagittal } = planesAlong(axes);
  close(axial.right, [1, 0, 0]);
  close(axial.down, [0, 1, 0]);
  close(coronal.right, [1, 0, 0]);
  close(coronal.down, [0, 0, -1]);
  close(sagittal.right, [0, 1, 0]);
  close(sagittal.down, [0, 0, -1]);
});

test('a turn leaves its own plane, keeps right angles, and back is back', () => {
  const start = planesAlong([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const turned = turnAbout(turnAbout(start, 'axial', 25), 'coronal', -40);
  const normals = planeNames.map((name) => normalOfPlane(turned[name]));
  expect(dot(normals[0] as Vector3, normals[1] as Vector3)).toBeCloseTo(0, 9);
  expect(dot(normals[0] as Vector3, normals[2] as Vector3)).toBeCloseTo(0, 9);
  expect(turnAbout(start, 'axial', 25).axial).toBe(start.axial);
  const back = turnAbout(turnAbout(turned, 'coronal', 40), 'axial', -25);
  for (const name of planeNames) close(back[name].right, start[name].right);
  // From the screen's right to its down, as the axial plane shows it.
  close(turnAbout(start, 'axial', 90).coronal.right, [0, 1, 0]);
});
