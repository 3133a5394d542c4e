import { describe, expect, it } from 'vitest';
import {
  indexAtSameOffset,
  indexAtSamePlace,
  type Standing,
} from '../../../../renderer/viewers/image/scroll-link.ts';

const stack = (index: number, count: number, spacing: number, change: Partial<Standing> = {}): Standing => ({
  index,
  places: Array.from({ length: count }, (_, at) => at * spacing),
  normal: [0, 0, 1],
  frameOfReferenceUid: '2.25.1',
  ...change,
});

describe('the same place', () => {
  it('is the nearest slice, whatever the spacing', () => {
    expect(indexAtSamePlace(stack(10, 60, 5), stack(0, 200, 1.25))).toBe(40);
    expect(indexAtSamePlace(stack(59, 60, 5), stack(0, 100, 1.25))).toBe(99);
  });

  it('is found in a stack that counts the other way, or whose normal points the other way', () => {
    const backwards = stack(0, 60, 5, { places: Array.from({ length: 60 }, (_, at) => (59 - at) * 5) });
    expect(indexAtSamePlace(stack(10, 60, 5), backwards)).toBe(49);
    const turned = stack(0, 60, -5, { normal: [0, 0, -1] });
    expect(indexAtSamePlace(stack(10, 60, 5), turned)).toBe(10);
  });

  it('is nowhere without a common frame of reference, or across', () => {
    expect(indexAtSamePlace(stack(3, 9, 5), stack(0, 9, 5, { frameOfReferenceUid: '2.25.2' }))).toBeNull();
    expect(
      indexAtSamePlace(
        stack(3, 9, 5, { frameOfReferenceUid: '' }),
        stack(0, 9, 5, { frameOfReferenceUid: '' }),
      ),
    ).toBeNull();
    expect(indexAtSamePlace(stack(3, 9, 5), stack(0, 9, 5, { normal: [1, 0, 0] }))).toBeNull();
  });
});

describe('the same way from a match by hand', () => {
  it('goes as many millimetres in another frame of reference', () => {
    const other = stack(0, 100, 2.5, { frameOfReferenceUid: '2.25.2' });
    const match = { drivingIndex: 10, followingIndex: 40 };
    expect(indexAtSameOffset(stack(14, 60, 5), other, match)).toBe(48);
    expect(indexAtSameOffset(stack(0, 60, 5), other, match)).toBe(20);
  });

  it('goes as many slices where nothing is measured, and stays in the stack', () => {
    const bare = stack(0, 20, 0, { places: Array.from({ length: 20 }, () => null), normal: null });
    expect(indexAtSameOffset(stack(14, 60, 5), bare, { drivingIndex: 10, followingIndex: 3 })).toBe(7);
    expect(indexAtSameOffset(stack(59, 60, 5), bare, { drivingIndex: 10, followingIndex: 3 })).toBe(19);
  });
});
