/** Draws one picture where nobody sees it: the graphics context is made and its shaders compiled before a case is opened. */
import { Enums, type RenderingEngine, type Types } from '@cornerstonejs/core';

let warmed = false;

/** Warms the engine once per window, with a picture that is about to be opened; does nothing while a viewer is open. */
export async function warmEngine(engine: RenderingEngine, imageId: string): Promise<void> {
  if (warmed || engine.getViewports().length > 0) return;
  warmed = true;
  const element = document.createElement('div');
  element.style.cssText = 'position:fixed;left:-4096px;top:0;width:1024px;height:720px;visibility:hidden';
  element.setAttribute('aria-hidden', 'true');
  document.body.append(element);
  const viewportId = 'warm-up';
  engine.enableElement({ viewportId, type: Enums.ViewportType.STACK, element });
  const drawn = new Promise<void>((resolve) => {
    element.addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
    setTimeout(resolve, 3000);
  });
  try {
    await (engine.getViewport(viewportId) as Types.IStackViewport).setStack([imageId], 0);
    await drawn;
  } finally {
    engine.disableElement(viewportId);
    element.remove();
  }
}
