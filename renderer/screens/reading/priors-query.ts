/** The priors of a task's patient (journey step 7): asked once for whoever shows them or names their absence. */
import { queryOptions } from '@tanstack/react-query';
import type { TaskId } from '#shared/study/ids.ts';
import { station, unwrap } from '../../station/client.ts';

export function priorsQuery(taskId: TaskId) {
  return queryOptions({
    queryKey: ['priors', taskId],
    queryFn: () => unwrap(station.patients.priors({ taskId })),
    // Every look is recorded: only a change of the index asks again.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
}
