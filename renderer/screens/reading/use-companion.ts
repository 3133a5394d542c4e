/** 胸痛同读 (journey step 7): the other examination of the visit beside this one by a key, and by the same key the places change. */
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { companionOf } from '#shared/study/companion.ts';
import { keepClaimed } from '../../state/keep-task.ts';
import { usePlace } from '../../state/place-store.ts';
import { useTogether } from '../../state/together-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';

export interface CompanionControl {
  /** Null where the visit has no other examination. */
  readonly companion: ListedTask | null;
  readonly isShown: boolean;
  /** Shows it; when it is shown already, it becomes the one that is read: claimed where it waits. */
  readonly cycle: () => void;
  readonly close: () => void;
}

export function useCompanion(task: ListedTask | undefined, holding: boolean): CompanionControl {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = usePlace((state) => state.go);
  const { pair, setPair } = useTogether();
  const name = task?.order.patient.name ?? '';
  const listed = useQuery({
    queryKey: ['companion', task?.taskId],
    enabled: holding && task !== undefined,
    queryFn: async () => {
      const kind = task?.kind === 'ecg' ? 'imaging' : 'ecg';
      return (await unwrap(station.worklist.list({ tab: 'all', search: name, kind }))).tasks;
    },
    refetchInterval: 5000,
  });
  const companion = task === undefined ? null : companionOf(task, listed.data ?? []);
  const isShown =
    companion !== null && task !== undefined && pair.includes(companion.taskId) && pair.includes(task.taskId);

  const change = async (next: ListedTask): Promise<void> => {
    try {
      if (next.state === 'waiting')
        await keepClaimed(queries, await unwrap(station.worklist.claim({ taskId: next.taskId })));
      go({ screen: 'reading', taskId: next.taskId });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      notifications.show({ color: 'red', title: message, message: remedy });
    }
  };

  return {
    companion,
    isShown,
    cycle() {
      if (task === undefined || !holding) return;
      if (companion === null)
        notifications.show({ color: 'yellow', title: t('together.none'), message: t('together.noneHint') });
      else if (!isShown) setPair([task.taskId, companion.taskId]);
      else void change(companion);
    },
    close: () => setPair([]),
  };
}
