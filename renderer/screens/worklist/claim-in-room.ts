/**
 * Journey step 7, for a case that lies ready: the room opens at once and the claim is asked for meanwhile. Until the exchange has
 * given it nothing can be written and no machine statement is seen; when it is refused the room closes and says by whom it is held.
 */
import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { mayDo } from '#shared/study/may-do.ts';
import type { Study } from '#shared/study/study.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { keepClaimed, keepTask } from '../../state/keep-task.ts';
import { useLink } from '../../state/link-store.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { readyStudy } from './get-ready.ts';
import { worklistActOf } from './worklist-act.ts';

/**
 * The study as it lies ready; null where the claim must be waited for. Only what this reader may claim is shown before he has:
 * a first reading of his kind and site, with the exchange linked, whose bytes this window was given already.
 */
export function mayOpenAhead(queries: QueryClient, task: ListedTask): Study | null {
  const study = readyStudy(queries, task);
  const member = useSession.getState().session?.member;
  if (study === null || member === undefined) return null;
  // Images that somebody had before lie as he left them: that is known with the claim only.
  if (pickViewer(study) === 'document' || (pickViewer(study) === 'image' && task.claim > 0)) return null;
  if (task.state !== 'waiting' || task.followUp !== undefined || useLink.getState().link?.state !== 'linked')
    return null;
  if (worklistActOf(task, member.memberId, exchangeNow()).act !== 'claim') return null;
  return mayDo(member, 'write', task.kind, task.siteId, exchangeNow()).allowed ? study : null;
}

/** The case whose room is shown already and not yet entered: its key does nothing more. */
let opening: string | null = null;

/** True when the room was opened. */
export function claimInRoom(queries: QueryClient, task: ListedTask): boolean {
  const study = mayOpenAhead(queries, task);
  if (study === null) return false;
  const enter = (): void => {
    keepTask(queries, task);
    usePlace.getState().go({ screen: 'reading', taskId: task.taskId, ahead: study });
    void settle(queries, task);
  };
  if (opening === task.taskId) return true;
  const room = document.querySelector(`[data-ahead="${CSS.escape(task.taskId)}"]`);
  if (room === null) {
    enter();
    return true;
  }
  // Shown as it stands, before the list is taken down and anything is asked: that would take several frames.
  opening = task.taskId;
  room.removeAttribute('data-ahead');
  afterPaint(() => {
    opening = null;
    enter();
  });
  return true;
}

async function settle(queries: QueryClient, task: ListedTask): Promise<void> {
  const { taskId } = task;
  try {
    await keepClaimed(queries, await unwrap(station.worklist.claim({ taskId })));
  } catch (error) {
    const { message, remedy } = failureOf(error);
    notifications.show({ color: 'red', title: message, message: remedy });
    const { place, go } = usePlace.getState();
    if (place.screen === 'reading' && place.taskId === taskId) go({ screen: 'worklist' });
    void queries.invalidateQueries({ queryKey: ['worklist'] });
  }
}
