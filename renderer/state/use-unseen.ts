/** How many messages of a task the person at the window has not seen. */
import { useQuery } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { unseenMessages } from '#shared/study/talk.ts';
import { station, unwrap } from '../station/client.ts';
import { useSession } from './session-store.ts';

/** Asked once for all rows; renewed when a window has marked something as seen. */
export function useUnseen(): (task: ListedTask) => number {
  const memberId = useSession((state) => state.session?.member.memberId ?? null);
  const seen = useQuery({
    queryKey: ['talk-seen', memberId],
    queryFn: () => unwrap(station.talk.seen()),
    enabled: memberId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Until it is known what was seen nothing is called new.
  return (task) =>
    seen.data === undefined ? 0 : unseenMessages(task.talk, seen.data[task.taskId] ?? 0, memberId).length;
}
