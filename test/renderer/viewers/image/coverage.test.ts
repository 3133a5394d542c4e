/** What was shown of a stack: runs for the strip, and the next slice that was not. */
import { expect, test } from 'vitest';
import { createCoverage, nextUnseen, shownRuns } from '../../../../renderer/viewers/image/coverage.ts';
import type { Slice, Stack } from '../../../../renderer/viewers/image/stack.ts';

const stack = (name: string, count: number): Stack =>
  ({
    seriesInstanceUid: name,
    slices: Array.from({ length: count }, (_, at) => ({ imageId: `${name}${at}` }) as Slice),
  }) as unknown as Stack;
const coverage = (...seen: string[]) => ({
  has: (imageId: string) => seen.some((one) => one.replace('!', '') === imageId),
  // Marked with '!': in the window it needs.
  hasWell: (imageId: string) => seen.includes(`${imageId}!`),
});

test('runs of shown slices are told from the first to behind the last', () => {
  expect(shownRuns(coverage().has, stack('a', 4))).toEqual([]);
  expect(shownRuns(coverage('a0', 'a1', 'a3').has, stack('a', 4))).toEqual([
    [0, 2],
    [3, 4],
  ]);
});

test('the next unseen slice lies onward, then at the start, then in the other stacks', () => {
  const stacks = [stack('a', 4), stack('b', 2)];
  const next = (at: number, ...seen: string[]) => nextUnseen(coverage(...seen), stacks, at)?.imageId ?? null;
  expect(next(2, 'a2!')).toBe('a3');
  expect(next(2, 'a2!', 'a3!')).toBe('a0');
  expect(next(1, 'a0!', 'a1!', 'a2!', 'a3!', 'b0!')).toBe('b1');
  expect(next(0, 'a0!', 'a1!', 'a2!', 'a3!', 'b0!', 'b1!')).toBeNull();
  // What was shown in another window than it needs comes after what was not shown at all.
  expect(next(0, 'a0', 'a1!', 'a2', 'a3!', 'b0!')).toBe('b1');
  expect(next(1, 'a0', 'a1!', 'a2', 'a3!', 'b0!', 'b1!')).toBe('a2');
});

test('a slice counts as well seen once it was in the window it needs, whatever came before or after', () => {
  const book = createCoverage();
  book.note('a', false);
  expect([book.has('a'), book.hasWell('a')]).toEqual([true, false]);
  book.note('a', true);
  book.note('a', false);
  expect([book.has('a'), book.hasWell('a')]).toEqual([true, true]);
});
