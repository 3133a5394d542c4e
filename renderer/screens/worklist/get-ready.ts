/** Journey step 6, in the window: decodes a waiting case ahead. */
import { type QueryClient, QueryObserver, queryOptions } from '@tanstack/react-query';
import type { ListedTask } from '#shared/contract/worklist.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import { objectUrl } from '../../station/addresses.ts';
import { station, unwrap } from '../../station/client.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { tracingOf, tracingQuery } from '../reading/fetch-waveform.ts';

/** The study of a waiting task as it lay here when it was made ready; every asking is recorded, so it is asked once. */
export function aheadQuery(taskId: TaskId) {
  return queryOptions({
    queryKey: ['ahead', taskId],
    queryFn: () => unwrap(station.reading.ahead({ taskId })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The study as it was made ready; null where it was not, where more has come since, or where an ECG's tracing is not read yet. */
export function readyStudy(queries: QueryClient, task: ListedTask): Study | null {
  const study = queries.getQueryData<Study>(aheadQuery(task.taskId).queryKey);
  if (study === undefined) return null;
  if (study.series.flatMap(({ instances }) => instances).length !== task.held.of) return null;
  const isRead = queries.getQueryData(tracingQuery(tracingOf(study)).queryKey) !== undefined;
  return pickViewer(study) !== 'ecg' || isRead ? study : null;
}

let prefetch: Promise<typeof import('../../viewers/image/prefetch-study.ts')> | null = null;

/** Loaded once and kept: an import takes its turn behind all that a busy window does, also when the module is there. */
export function loadPrefetch(): NonNullable<typeof prefetch> {
  prefetch ??= import('../../viewers/image/prefetch-study.ts');
  return prefetch;
}

export interface GettingReady {
  /** Resolves when an ECG is read, or the first pictures are on their way; also when that failed. */
  readonly begun: Promise<void>;
  /** Drops what has not begun, and lets go of what is held. */
  readonly stop: () => void;
}

/** Starts at once. What fails here fails again, in words, when opened. */
export function getReady(queries: QueryClient, taskId: TaskId, pictures?: number): GettingReady {
  let stopped = false;
  const stops: Array<() => void> = [];
  const prepare = async (): Promise<void> => {
    const study = await queries.fetchQuery(aheadQuery(taskId));
    if (stopped) return;
    const viewer = pickViewer(study);
    if (viewer === 'ecg') {
      const tracing = tracingQuery(tracingOf(study));
      await queries.prefetchQuery(tracing);
      if (stopped) return;
      // However long it waits, it stays in memory until it is claimed or goes.
      for (const { queryKey } of [aheadQuery(taskId), tracing])
        stops.push(new QueryObserver(queries, { queryKey, enabled: false }).subscribe(() => undefined));
    }
    if (viewer !== 'image') return;
    const { prefetchStudy } = await loadPrefetch();
    if (!stopped) stops.push(prefetchStudy(study, objectUrl, pictures));
  };
  return {
    begun: prepare().catch(() => undefined),
    stop() {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
