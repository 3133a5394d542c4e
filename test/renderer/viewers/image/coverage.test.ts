/** What was shown of a stack: runs for the strip, and the next slice that was not. */
import { expect, test } from 'vitest';
import { nextUnseen, shownRuns } from '../../../../renderer/viewers/image/coverage.ts';
import type { Slice, Stack } from '../../../../renderer/viewers/image/stack.ts';

const stack = (name: string, count: number): Stack =>
  ({
    seriesInstanceUid: name,
    slices: Array.from({ length: count }, (_, at) => ({ imageId: `${name}${at}` }) as Slice),
  }) as unknown as Stack;
const coverage = (...seen: string[]) => ({ has: (imageId: string) => seen.includes(imageId) });

test('runs of shown slices are told from the first to behind the last', () => {
  expect(shownRuns(coverage(), stack('a', 4))).toEqual([]);
  expect(shownRuns(coverage('a0', 'a1', 'a3'), stack('a', 4))).toEqual([
    [0, 2],
    [3, 4],
  ]);
});

test('the next unseen slice lies onward, then at the start, then in the other stacks', () => {
  const stacks = [stack('a', 4), stack('b', 2)];
  expect(nextUnseen(coverage('a2'), stacks, 2)?.imageId).toBe('a3');
  expect(nextUnseen(coverage('a2', 'a3'), stacks, 2)?.imageId).toBe('a0');
  expect(nextUnseen(coverage('a0', 'a1', 'a2', 'a3', 'b0'), stacks, 2)?.imageId).toBe('b1');
  expect(nextUnseen(coverage('a0', 'a1', 'a2', 'a3', 'b0', 'b1'), stacks, 0)).toBeNull();
});
