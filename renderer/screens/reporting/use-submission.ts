/** What the first doctor has signed, for the second one who holds the task; null everywhere else. */
import { useQuery } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { Report } from '#shared/report/report.ts';
import { underReview } from '#shared/study/review.ts';
import { station, unwrap } from '../../station/client.ts';

export function useSubmission(task: ListedTask, holding: boolean): Report | null {
  const { taskId } = task;
  const waiting = underReview(task);
  const submitted = useQuery({
    queryKey: ['submission', taskId, waiting?.at],
    queryFn: () => unwrap(station.reporting.submission({ taskId })),
    enabled: holding && waiting !== null,
  });
  return submitted.data ?? null;
}
