/** Of the snapshots of a task the newest stays, in whatever order they come. */
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { keepClaimed, keepTask } from '../../../renderer/state/keep-task.ts';
import { buildTask } from '../../builders/task.ts';

const listed = (seq: number, state: ListedTask['state']): ListedTask =>
  ({ ...buildTask({ state, holder: null }), seq }) as ListedTask;

it('does not let a list overwrite what an event has said since', () => {
  const queries = new QueryClient();
  const waiting = listed(4, 'waiting');
  const reading = { ...waiting, seq: 5, state: 'reading' as const };
  keepTask(queries, waiting);
  expect(queries.getQueryData(['task', waiting.taskId])).toEqual(waiting);
  keepTask(queries, reading);
  keepTask(queries, waiting);
  expect(queries.getQueryData(['task', waiting.taskId])).toEqual(reading);
  // The same step with more known of it, such as images that arrived meanwhile.
  const later = { ...reading, held: { objects: 3, of: 9 } as never };
  keepTask(queries, later);
  expect(queries.getQueryData(['task', waiting.taskId])).toEqual(later);
});

it('gives up what was asked for before a claim', async () => {
  const queries = new QueryClient();
  const waiting = listed(4, 'waiting');
  const reading = { ...waiting, seq: 5, state: 'reading' as const };
  const queryKey = ['task', waiting.taskId];
  let answer: (task: ListedTask) => void = () => undefined;
  const asked = queries.fetchQuery({
    queryKey,
    queryFn: () => new Promise<ListedTask>((resolve) => (answer = resolve)),
  });
  const given = asked.catch(() => 'given up');
  await keepClaimed(queries, reading);
  answer(waiting);
  await given;
  expect(queries.getQueryData(queryKey)).toEqual(reading);
});
