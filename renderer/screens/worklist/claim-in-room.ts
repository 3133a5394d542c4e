/**
 * Journey step 7, for an ECG that lies ready: the room opens at once and the claim is asked for meanwhile. Until the exchange has
 * given it nothing can be written and no machine statement is seen; when it is refused the room closes and says by whom it is held.
 */
import { notifications } from '@mantine/notifications';
import type { QueryClient } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { mayDo } from '#shared/study/may-do.ts';
import type { Study } from '#shared/study/study.ts';
import { exchangeNow } from '../../state/exchange-clock.ts';
import { useLink } from '../../state/link-store.ts';
import { usePlace } from '../../state/place-store.ts';
import { useSession } from '../../state/session-store.ts';
import { failureOf, station, unwrap } from '../../station/client.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { tracingOf, tracingQuery } from '../reading/fetch-waveform.ts';
import { aheadQuery } from './get-ready.ts';

/**
 * True when the room was opened. Only what this reader may claim is shown before he has: a first reading of his kind and site,
 * with the exchange linked, whose bytes this window was given already.
 */
export function claimInRoom(queries: QueryClient, task: ListedTask): boolean {
  const study = queries.getQueryData<Study>(aheadQuery(task.taskId).queryKey);
  const member = useSession.getState().session?.member;
  if (study === undefined || member === undefined || pickViewer(study) !== 'ecg') return false;
  if (queries.getQueryData(tracingQuery(tracingOf(study)).queryKey) === undefined) return false;
  // What came since is not in what was made ready.
  if (study.series.flatMap(({ instances }) => instances).length !== task.held.of) return false;
  if (task.state !== 'waiting' || task.followUp !== undefined || useLink.getState().link?.state !== 'linked')
    return false;
  if (!mayDo(member, 'write', task.kind, task.siteId, exchangeNow()).allowed) return false;
  queries.setQueryData(['task', task.taskId], task);
  usePlace.getState().go({ screen: 'reading', taskId: task.taskId, ahead: study });
  void settle(queries, task);
  return true;
}

async function settle(queries: QueryClient, task: ListedTask): Promise<void> {
  const { taskId } = task;
  try {
    const claimed = await unwrap(station.worklist.claim({ taskId }));
    // An answer that was asked for before the claim must not overwrite it.
    await queries.cancelQueries({ queryKey: ['task', taskId] });
    queries.setQueryData(['task', taskId], claimed);
  } catch (error) {
    const { message, remedy } = failureOf(error);
    notifications.show({ color: 'red', title: message, message: remedy });
    const { place, go } = usePlace.getState();
    if (place.screen === 'reading' && place.taskId === taskId) go({ screen: 'worklist' });
    void queries.invalidateQueries({ queryKey: ['worklist'] });
  }
}
