/** Hears when the browser takes a graphics context away, as after a reset of a weak graphics processor. */
import { Enums, eventTarget } from '@cornerstonejs/core';

/** What lay in the context does not come back with it: the window must be loaded anew. Returns how to stop. */
export function watchGraphics(onLost: () => void): () => void {
  const { WEBGL_CONTEXT_LOST } = Enums.Events;
  eventTarget.addEventListener(WEBGL_CONTEXT_LOST, onLost);
  return () => eventTarget.removeEventListener(WEBGL_CONTEXT_LOST, onLost);
}
