import { expect, test } from 'vitest';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import { eventFor } from '../../../exchange/feed/older-contract.ts';
import { buildTask } from '../../builders/task.ts';

const event = (state: 'unchanged' | 'retaken' | 'reading'): FeedEvent => ({
  seq: 1,
  at: 1,
  siteId: buildTask().siteId,
  change: { type: 'task-changed', task: buildTask({ state }) },
});

test('a station one version older hears of an unchanged follow-up as done; everything else as it is', () => {
  expect(eventFor(1, event('unchanged')).change).toMatchObject({ task: { state: 'received' } });
  expect(eventFor(1, event('retaken')).change).toMatchObject({ task: { state: 'cancelled' } });
  expect(eventFor(2, event('unchanged'))).toEqual(event('unchanged'));
  expect(eventFor(1, event('reading'))).toEqual(event('reading'));
});
