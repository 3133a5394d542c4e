/** Journey step 6: what a station one contract version older is told, in words it knows. */
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { Task } from '#shared/study/task.ts';

/** Version 1 has no state *unchanged*: to such a station a follow-up that changed nothing is done like a received one. */
export function eventFor(version: number, event: FeedEvent): FeedEvent {
  const { change } = event;
  if (version >= 2 || !('task' in change) || change.task.state !== 'unchanged') return event;
  const task: Task = { ...change.task, state: 'received' };
  return { ...event, change: { ...change, task } };
}
