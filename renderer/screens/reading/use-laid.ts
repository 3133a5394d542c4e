/** A case that was passed to this reader, or handed over, lies as its former reader left it, before the viewer opens. */
import { useQuery } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { station, unwrap } from '../../station/client.ts';
import { layAs } from '../../viewers/lay-study.ts';

/** Under which it is kept how a reader's case lies. */
export function asideKey(memberId: string | undefined, taskId: string): string {
  return `${memberId} ${taskId}`;
}

/** False while the former reader's view is asked for; a case that nobody had before lies at once. */
export function useLaid(task: ListedTask | undefined, holding: boolean): boolean {
  const taskId = task?.taskId;
  const passed = holding && task?.handedOver != null && task.handedOver.memberId !== task.holder?.memberId;
  const asked = useQuery({
    queryKey: ['lying', taskId, task?.claim],
    queryFn: async () => {
      if (task === undefined) return false;
      const lying = await unwrap(station.worklist.lying({ taskId: task.taskId }));
      if (lying !== null) layAs(asideKey(task.holder?.memberId, task.taskId), lying);
      return true;
    },
    enabled: passed,
    // Once for a claim: afterwards it lies as this reader left it.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return !passed || !asked.isPending;
}
