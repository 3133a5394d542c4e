/**
 * Takes a viewport out of the engine that all viewers share, and puts right what Cornerstone 5 leaves behind: a graphics context
 * that keeps the size of the viewport that is gone, so that those who share it are drawn at that size and cut off.
 */
import { getShouldUseCPURendering, type RenderingEngine } from '@cornerstonejs/core';

/** The offscreen window as far as it is used here; Cornerstone's own type leaves it open. */
interface OffscreenWindow {
  readonly getContainer: () => { width: number; height: number };
  readonly resize: () => void;
}

/** Disables the viewport; the others are drawn again where their context changed. */
export function leaveEngine(engine: RenderingEngine, viewportId: string): void {
  if (getShouldUseCPURendering()) {
    engine.disableElement(viewportId);
    return;
  }
  const shared = windowOf(engine, viewportId);
  engine.disableElement(viewportId);
  const sharers = engine.getViewports().filter((viewport) => windowOf(engine, viewport.id) === shared);
  if (sharers.length === 0) return;
  const container = shared.getContainer();
  const width = Math.max(...sharers.map((viewport) => viewport.sWidth));
  const height = Math.max(...sharers.map((viewport) => viewport.sHeight));
  if (container.width === width && container.height === height) return;
  container.width = width;
  container.height = height;
  shared.resize();
  engine.renderViewports(sharers.map((viewport) => viewport.id));
}

function windowOf(engine: RenderingEngine, viewportId: string): OffscreenWindow {
  return engine.getOffscreenMultiRenderWindow(viewportId) as unknown as OffscreenWindow;
}
