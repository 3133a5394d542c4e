/** The snapshot of a task that the rooms show: of those that come from events, lists and answers the newest one stays. */
import type { QueryClient } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';

/** What was taken from a list a moment ago never overwrites what an event has said since. */
export function keepTask(queries: QueryClient, task: ListedTask): void {
  queries.setQueryData<ListedTask>(['task', task.taskId], (before) =>
    before !== undefined && before.seq > task.seq ? before : task,
  );
}

/** The answer to a claim; what was asked for before it is given up, since it would still say that nobody holds the task. */
export async function keepClaimed(queries: QueryClient, task: ListedTask): Promise<void> {
  await queries.cancelQueries({ queryKey: ['task', task.taskId] });
  keepTask(queries, task);
}
