/**
 * Draws one made-up picture where nobody sees it, starts the decoder and loads the tools: the graphics context is made and its shaders
 * are compiled before any case is opened. It has the size the first pane will have: resizing a context that is in use costs as
 * much as making one.
 */
import { cache, Enums, getWebWorkerManager, imageLoader, type Types } from '@cornerstonejs/core';
import { leaveEngine } from './leave-engine.ts';
import { expectedPaneSize } from './pane-size.ts';
import { startCornerstone } from './start-cornerstone.ts';

const side = 256;
const imageId = 'warm:picture';
let warmed = false;

/** Warms the engine once per window; does nothing while a viewer is open. */
export async function warmEngine(): Promise<void> {
  const engine = await startCornerstone();
  if (warmed || engine.getViewports().length > 0) return;
  warmed = true;
  const scalarData = Int16Array.from({ length: side * side }, (_, i) => i % 400);
  imageLoader.createAndCacheLocalImage(imageId, { scalarData, dimensions: [side, side], spacing: [1, 1] });
  const element = document.createElement('div');
  const { width, height } = expectedPaneSize();
  element.style.cssText = `position:fixed;left:-4096px;top:0;width:${width}px;height:${height}px;visibility:hidden`;
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
    leaveEngine(engine, viewportId);
    element.remove();
    if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId);
  }
  await warmDecoder();
  await import('./tool-kit.ts');
}

/** Decodes four made-up pixels: the decoder's worker starts with the first task it is given, which takes as long as drawing a picture. */
async function warmDecoder(): Promise<void> {
  const imageFrame = {
    rows: 2,
    columns: 2,
    bitsAllocated: 16,
    bitsStored: 16,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    photometricInterpretation: 'MONOCHROME2',
  };
  const task = {
    imageFrame,
    transferSyntax: '1.2.840.10008.1.2.1',
    pixelData: new Uint8Array(8),
    options: { preScale: { enabled: false } },
    decodeConfig: {},
  };
  try {
    await getWebWorkerManager().executeTask('dicomImageLoader', 'decodeTask', task);
  } catch (thrown) {
    console.warn(`The decoder was not warmed: ${String(thrown)}`);
  }
}
