/**
 * Journey step 10, in the window: while the PIN of a signature is typed, the room of the case that will most likely be dealt next is
 * built behind the one that is read, unseen. If the exchange deals another, that one opens the usual way.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAhead } from '../../state/ahead-store.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { keepTask } from '../../state/keep-task.ts';
import { useSession } from '../../state/session-store.ts';
import { mayOpenAhead } from './claim-in-room.ts';
import { useWorklist } from './use-worklist.ts';
import { worklistActOf } from './worklist-act.ts';

/** Mounted while somebody signs. */
export function NextRoomAhead(): null {
  const queries = useQueryClient();
  const memberId = useSession((state) => state.session?.member.memberId ?? '');
  const list = useWorklist('waiting', '', null);
  const next = list.data?.tasks.find((task) => worklistActOf(task, memberId, exchangeNow()).act === 'claim');
  const nextId = next?.taskId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the task is a new object with every event, and stays the same case
  useEffect(() => {
    if (next === undefined) return;
    const study = mayOpenAhead(queries, next);
    if (study === null) return;
    keepTask(queries, next);
    useAhead.getState().setAhead({ taskId: next.taskId, study });
  }, [nextId, queries]);
  return null;
}
