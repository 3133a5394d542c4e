/** Loads the viewers while the worklist is idle, so that the first case of a shift opens as fast as the hundredth. */
import { EcgRoom, ImageViewer, ReadingScreen, StudyRoom } from '../reading/parts.ts';
import { loadPrefetch } from './get-ready.ts';

let warmed = false;

export function warmViewers(): void {
  if (warmed) return;
  warmed = true;
  const whenIdle = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1500));
  whenIdle(async () => {
    await ReadingScreen.loadAhead();
    await StudyRoom.loadAhead();
    const [{ warmPainter }, { warmEngine }] = await Promise.all([
      import('../../viewers/ecg/paint/warm-painter.ts'),
      import('../../viewers/image/warm-engine.ts'),
      EcgRoom.loadAhead(),
      ImageViewer.loadAhead(),
      loadPrefetch(),
    ]);
    warmPainter();
    await warmEngine();
  });
}
