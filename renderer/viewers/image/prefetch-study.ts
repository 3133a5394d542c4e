/** Gets a study ready before it is opened: its first pictures are decoded, so that opening only draws. */
import type { Study } from '#shared/study/study.ts';
import { pickHanging } from '../../hanging/pick-hanging.ts';
import { createLoadQueue, type LoadQueue } from './load-queue.ts';
import { type ObjectUrl, stacksOf } from './stack.ts';
import { startCornerstone } from './start-cornerstone.ts';

/** Slices decoded ahead for one study; the rest follows when it is open. */
const usualAhead = 24;

/**
 * Starts loading the first `ahead` pictures that the study will open on. Returns a function that stops what has not begun.
 * What fails here fails again, with its reason shown, when the study is opened.
 */
export function prefetchStudy(study: Study, objectUrl: ObjectUrl, ahead = usualAhead): () => void {
  let queue: LoadQueue | null = createLoadQueue(ahead > 1 ? 'ahead' : 'shown');
  const [first] = pickHanging(study).panes;
  void startCornerstone().then(() => {
    const stack = stacksOf(study, objectUrl).find(
      (one) => one.seriesInstanceUid === first?.seriesInstanceUid,
    );
    if (!stack || !queue) return;
    const wanted = stack.slices.slice(0, ahead);
    queue.want([{ ...stack, slices: wanted }], 0);
  });
  return () => {
    queue?.stop();
    queue = null;
  };
}
