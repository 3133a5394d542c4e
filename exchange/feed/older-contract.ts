/** Journey step 6: what a station one contract version older is told, in words it knows. */
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import type { Task } from '#shared/study/task.ts';

/** Version 1 knows neither of these: to such a station a follow-up that changed nothing is received, a retaken attempt cancelled. */
const elderState: Partial<Record<Task['state'], Task['state']>> = {
  unchanged: 'received',
  retaken: 'cancelled',
};

export function eventFor(version: number, event: FeedEvent): FeedEvent {
  const { change } = event;
  if (version >= 2 || !('task' in change)) return event;
  const state = elderState[change.task.state];
  if (state === undefined) return event;
  const task: Task = { ...change.task, state };
  return { ...event, change: { ...change, task } };
}
