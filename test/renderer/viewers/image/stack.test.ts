/** A series becomes a stack: order by place or by number, frames, and what is left out. */
import { expect, test } from 'vitest';
import type { Instance, Series } from '#shared/study/study.ts';
import { stackOf } from '../../../../renderer/viewers/image/stack.ts';

function instance(number: number, given: Partial<Instance> = {}): Instance {
  return {
    sopInstanceUid: `1.${number}`,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    sha256: String(number).padStart(64, '0') as Instance['sha256'],
    size: 1,
    instanceNumber: number,
    frames: 1,
    rows: 4,
    columns: 4,
    position: null,
    held: true,
    complete: true,
    format: 'dicom',
    ...given,
  };
}

function series(...instances: Instance[]): Series {
  return {
    seriesInstanceUid: '1',
    modality: 'CT',
    seriesNumber: 1,
    description: '',
    bodyPart: '',
    instances,
  };
}

const order = (given: Series) =>
  stackOf(given, (hash) => `/o/${hash.slice(-2)}`).slices.map((slice) => slice.imageId.slice(-2));

test('slices with places of their own lie by place, in the direction the device counted', () => {
  expect(
    order(series(instance(1, { position: 5 }), instance(2, { position: 1 }), instance(3, { position: 3 }))),
  ).toEqual(['01', '03', '02']);
  expect(
    order(series(instance(3, { position: 9 }), instance(1, { position: 1 }), instance(2, { position: 5 }))),
  ).toEqual(['01', '02', '03']);
});

test('slices that share a place, or have none, lie by number', () => {
  expect(
    order(series(instance(2, { position: 1 }), instance(3, { position: 2 }), instance(1, { position: 2 }))),
  ).toEqual(['01', '02', '03']);
  expect(order(series(instance(2), instance(1)))).toEqual(['01', '02']);
});

test('frames become slices; documents and what is not held yet are counted apart', () => {
  const stack = stackOf(
    series(instance(1, { frames: 3 }), instance(2, { frames: null }), instance(3, { held: false })),
    (hash) => `/o/${hash.slice(-2)}`,
  );
  expect(stack.slices.map((slice) => slice.imageId)).toEqual([
    'wadouri:/o/01?frame=1',
    'wadouri:/o/01?frame=2',
    'wadouri:/o/01?frame=3',
  ]);
  expect(stack.documents).toHaveLength(1);
  expect(stack.awaited).toBe(1);
});
