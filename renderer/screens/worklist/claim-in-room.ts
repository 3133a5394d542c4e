/**
 * Journey step 7, for a case that this reader may have: the room opens with what lies here of it and the claim is asked for meanwhile. Until
 * the exchange has given it nothing can be written and no machine statement is seen; when it is refused the room closes and says by whom it is held.
 */
import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { TaskId } from '#shared/study/ids.ts';
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
import { openedTaskQuery } from '../reading/opened-task.ts';
import { getReady, readyStudy } from './get-ready.ts';
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

/** The case whose key was pressed and whose room is not yet entered: its key does nothing more. */
let opening: string | null = null;

/**
 * Claims the task and opens its room: at once where it lies ready; else as soon as its list is here, which is asked for together with the
 * claim, or the claim is given. Fails with what the exchange says before the room is open; after that it closes the room and says it.
 */
export async function claimInRoom(queries: QueryClient, task: ListedTask): Promise<void> {
  const { taskId } = task;
  if (opening === taskId) return;
  opening = taskId;
  try {
    const ready = mayOpenAhead(queries, task);
    if (ready === null) return await claimWithList(queries, task);
    await showAhead(taskId);
    enter(queries, task, ready);
    void settle(queries, taskId, claim(taskId));
  } finally {
    opening = null;
  }
}

/** Shown as it stands, before the list is taken down and anything is asked: that would take several frames. */
async function showAhead(taskId: TaskId): Promise<void> {
  const room = document.querySelector(`[data-ahead="${CSS.escape(taskId)}"]`);
  if (room === null) return;
  room.removeAttribute('data-ahead');
  await new Promise<void>((resolve) => {
    afterPaint(resolve);
  });
}

async function claimWithList(queries: QueryClient, task: ListedTask): Promise<void> {
  const { taskId } = task;
  const claimed = claim(taskId);
  // The first picture is fetched and decoded while the exchange decides; a refused claim has only cost this machine a moment.
  const { begun, stop } = getReady(queries, taskId, 1);
  const none = () => null;
  const listed = begun.then(() => mayOpenAhead(queries, task));
  const study = await Promise.race([listed, claimed.then(none, none)]);
  if (study !== null) {
    enter(queries, task, study);
    void settle(queries, taskId, claimed).finally(stop);
    return;
  }
  try {
    await keepClaimed(queries, await claimed);
  } catch (error) {
    stop();
    throw error;
  }
  // The room holds its own pictures from then on.
  void queries.prefetchQuery(openedTaskQuery(taskId)).finally(stop);
  usePlace.getState().go({ screen: 'reading', taskId });
}

function claim(taskId: TaskId): Promise<ListedTask> {
  return unwrap(station.worklist.claim({ taskId }));
}

function enter(queries: QueryClient, task: ListedTask, study: Study): void {
  keepTask(queries, task);
  usePlace.getState().go({ screen: 'reading', taskId: task.taskId, ahead: study });
}

async function settle(queries: QueryClient, taskId: TaskId, claimed: Promise<ListedTask>): Promise<void> {
  try {
    await keepClaimed(queries, await claimed);
  } catch (error) {
    const { message, remedy } = failureOf(error);
    notifications.show({ color: 'red', title: message, message: remedy });
    const { place, go } = usePlace.getState();
    if (place.screen === 'reading' && place.taskId === taskId) go({ screen: 'worklist' });
    void queries.invalidateQueries({ queryKey: ['worklist'] });
  }
}
