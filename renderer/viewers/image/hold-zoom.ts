/**
 * Keeps how large a picture is shown while its pane changes shape: what fits goes on fitting, twice that stays twice, and what was
 * brought to its true size stays in it. Cornerstone keeps millimetres by the pane's height, so that a pane made narrow would cut
 * the picture at its sides.
 */
import { getShouldUseCPURendering, type Types } from '@cornerstonejs/core';

/** Half the pane's height in mm when a picture was last brought to its true size. */
const trueScales = new WeakMap<Types.IStackViewport, number>();

/** The picture as it lies now is in its true size. */
export function noteTrueSize(viewport: Types.IStackViewport): void {
  trueScales.set(viewport, viewport.getCamera().parallelScale ?? 0);
}

/** Called before the pane is measured anew; what it returns is called after. The caller renders. */
export function holdZoom(viewport: Types.IStackViewport): () => void {
  // Where the processor draws, its zoom is pixels for pixels whatever the pane is.
  if (getShouldUseCPURendering()) return () => undefined;
  const zoom = viewport.getZoom();
  const { parallelScale = 0 } = viewport.getCamera();
  // The viewport's own measure: its canvas follows with the next picture.
  const [width, height] = [viewport.sWidth, viewport.sHeight];
  const isTrue = trueScales.get(viewport) === parallelScale && height > 0;
  return () => {
    if (viewport.sWidth === width && viewport.sHeight === height) return;
    const lie = viewport.getCamera();
    // Cornerstone leaves that out where it is about to draw a picture anyway: what fits would be what fitted before.
    viewport.resetCameraForResize();
    viewport.setCamera(lie);
    if (!isTrue) {
      viewport.setZoom(zoom);
      return;
    }
    viewport.setCamera({ parallelScale: (parallelScale * viewport.sHeight) / height });
    noteTrueSize(viewport);
  };
}
