/** What a deposit under way will have in all: neither full before it is, nor emptier than announced. */
import { expect, it } from 'vitest';
import type { Task } from '../../../shared/study/task.ts';
import { wholeBytes } from '../../../shared/study/whole-bytes.ts';
import { buildTask } from '../../builders/task.ts';

const images = (of: Partial<Task['images']>): Task['images'] => buildTask({ images: of }).images;

it('counts what the order promises beyond the objects announced so far', () => {
  // A folder is taken file by file: 10 of 25 are there and announced, and all of them have been sent.
  expect(wholeBytes(images({ received: 10, expected: 25, receivedBytes: 5_000, expectedBytes: 5_000 }))).toBe(
    12_500,
  );
});

it('takes the announced bytes where all objects are announced, whatever the first of them weigh', () => {
  expect(wholeBytes(images({ received: 1, expected: 4, receivedBytes: 10, expectedBytes: 9_000 }))).toBe(
    9_000,
  );
});

it('says nothing while nothing is announced, and the announced where no count is known', () => {
  expect(wholeBytes(images({ received: 0, expected: 25, receivedBytes: 0, expectedBytes: null }))).toBeNull();
  expect(wholeBytes(images({ received: 3, expected: null, receivedBytes: 30, expectedBytes: 40 }))).toBe(40);
});
