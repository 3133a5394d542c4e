/** Journey step 6, in the window: the room of the chosen case is built and hung behind the list, so that its key only has to show it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { useAhead } from '../../state/ahead-store.ts';
import { keepTask } from '../../state/keep-task.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { tracingOf, tracingQuery } from '../reading/fetch-waveform.ts';
import { mayOpenAhead } from './claim-in-room.ts';
import { aheadQuery } from './get-ready.ts';

/** Who goes down the list stops on no row for so long, ms. */
const restingMs = 300;

/** `chosen`: the task that the key would open now. */
export function useRoomAhead(chosen: ListedTask | undefined): void {
  const queries = useQueryClient();
  const taskId = chosen?.taskId ?? ('' as TaskId);
  // Both are only looked at here: who gets cases ready asks for them.
  const study = useQuery({ ...aheadQuery(taskId), enabled: false }).data;
  const tracing = useQuery({
    ...tracingQuery(study === undefined ? null : tracingOf(study)),
    enabled: false,
  }).data;
  const fits =
    chosen !== undefined &&
    study !== undefined &&
    (pickViewer(study) === 'image' || tracing?.kind === 'resting') &&
    mayOpenAhead(queries, chosen) !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the task is a new object with every event, and stays the same case
  useEffect(() => {
    const { setAhead } = useAhead.getState();
    if (!fits || study === undefined) return setAhead(null);
    const timer = setTimeout(() => {
      keepTask(queries, chosen);
      setAhead({ taskId, study });
    }, restingMs);
    return () => clearTimeout(timer);
  }, [fits, taskId, study, queries]);
}
