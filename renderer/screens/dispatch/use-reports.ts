/** Reports of a task as this station keeps them. */
import { useQuery } from '@tanstack/react-query';
import { taskIdSchema } from '#shared/study/ids.ts';
import { station, unwrap } from '../../station/client.ts';

export function useReports(taskId: string) {
  return useQuery({
    queryKey: ['reports', taskId],
    queryFn: () => unwrap(station.dispatch.reports({ taskId: taskIdSchema.parse(taskId) })),
    refetchInterval: 5000,
  });
}
