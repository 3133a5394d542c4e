/** Journey step 6, in the window: decodes a waiting case ahead. */
import type { QueryClient } from '@tanstack/react-query';
import type { TaskId } from '#shared/study/ids.ts';
import { objectUrl } from '../../station/addresses.ts';
import { station } from '../../station/client.ts';
import { pickViewer } from '../../viewers/pick-viewer.ts';
import { tracingOf, tracingQuery } from '../reading/fetch-waveform.ts';

/** Starts at once; the function it returns drops what has not begun. What fails here fails again, in words, when opened. */
export function getReady(queries: QueryClient, taskId: TaskId, pictures?: number): () => void {
  let stopped = false;
  let stopImages: () => void = () => undefined;
  const prepare = async (): Promise<void> => {
    const answer = await station.reading.ahead({ taskId });
    if (!answer.ok || stopped) return;
    const study = answer.value;
    const viewer = pickViewer(study);
    if (viewer === 'ecg') await queries.prefetchQuery(tracingQuery(tracingOf(study)));
    if (viewer !== 'image') return;
    const { prefetchStudy } = await import('../../viewers/image/prefetch-study.ts');
    if (!stopped) stopImages = prefetchStudy(study, objectUrl, pictures);
  };
  prepare().catch(() => undefined);
  return () => {
    stopped = true;
    stopImages();
  };
}
