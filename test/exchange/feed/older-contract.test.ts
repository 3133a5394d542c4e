import { expect, test } from 'vitest';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import { knownTo } from '../../../exchange/feed/older-contract.ts';
import { buildReferral } from '../../builders/referral.ts';
import { buildTask } from '../../builders/task.ts';

test('a station one version older hears of tasks and of no referral, for which it has no word', () => {
  const told = { seq: 1, at: 1, siteId: buildTask().siteId };
  const task: FeedEvent = { ...told, change: { type: 'task-changed', task: buildTask() } };
  const referral: FeedEvent = {
    ...told,
    change: { type: 'referral-changed', referral: buildReferral() },
  };
  expect([task, referral].map((event) => knownTo(2, event))).toEqual([true, false]);
  expect([task, referral].map((event) => knownTo(3, event))).toEqual([true, true]);
});
