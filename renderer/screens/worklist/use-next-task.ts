/** 下一例: the exchange chooses and claims a task for this reader, and it opens; answers whether there was one. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { Kind } from '#shared/study/kind.ts';
import { keepClaimed } from '../../state/keep-task.ts';
import { usePlace } from '../../state/place-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { openedTaskQuery } from '../reading/opened-task.ts';
import { getReady, readyStudy } from './get-ready.ts';

export function useNextTask(): (kind: Kind | null) => Promise<boolean> {
  const go = usePlace((state) => state.go);
  const queries = useQueryClient();
  return async (kind) => {
    try {
      const claimed = await unwrap(station.worklist.next({ kind }));
      const { taskId } = claimed;
      await keepClaimed(queries, claimed);
      // What lies ready is shown as it lies, in the room that is built already where this one was expected.
      const ahead = readyStudy(queries, claimed);
      const readying = ahead === null ? getReady(queries, taskId, 1) : null;
      // The room holds its own pictures from then on.
      void queries.prefetchQuery(openedTaskQuery(taskId)).finally(() => readying?.stop());
      go({ screen: 'reading', taskId, ...(ahead === null ? {} : { ahead }) });
      return true;
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'yellow', title: message, message: remedy });
      return false;
    }
  };
}
