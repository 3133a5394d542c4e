/** Hears when the browser takes a graphics context away, as after a reset of a weak graphics processor. */
import { Enums, eventTarget } from '@cornerstonejs/core';

/** Tells once of the first context of this engine that is lost. Returns how to stop. */
export function watchGraphics(engineId: string, onLost: () => void): () => void {
  const { WEBGL_CONTEXT_LOST } = Enums.Events;
  const onEvent = (event: Event): void => {
    const { renderingEngineId } = (event as CustomEvent<{ renderingEngineId: string }>).detail;
    if (renderingEngineId !== engineId) return;
    stop();
    onLost();
  };
  const stop = (): void => eventTarget.removeEventListener(WEBGL_CONTEXT_LOST, onEvent);
  eventTarget.addEventListener(WEBGL_CONTEXT_LOST, onEvent);
  return stop;
}
