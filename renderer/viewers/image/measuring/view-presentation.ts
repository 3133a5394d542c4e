/**
 * How a picture lies in its pane: turned, flipped, zoomed against the fit, moved in CSS pixels at that fit. Cornerstone 5 gives
 * this only where the graphics processor draws; where the processor does, its zoom is pixels for pixels, and a presentation moves the
 * picture somewhere else and does not flip it: that is done here.
 */
import { getShouldUseCPURendering, type Types } from '@cornerstonejs/core';

export interface ViewPresentation {
  readonly rotation: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** 1 fits the picture into the pane. */
  readonly zoom: number;
  /** CSS pixels the picture is moved at zoom 1. */
  readonly pan: readonly [number, number];
}

/** As the pane stands now. */
export function readPresentation(viewport: Types.IStackViewport): ViewPresentation {
  const shown = viewport.getViewPresentation() as Partial<ViewPresentation>;
  const turned = {
    rotation: shown.rotation ?? 0,
    flipHorizontal: shown.flipHorizontal === true,
    flipVertical: shown.flipVertical === true,
  };
  if (!getShouldUseCPURendering()) return { ...turned, zoom: shown.zoom ?? 1, pan: shown.pan ?? [0, 0] };
  const zoom = viewport.getZoom() / fitOf(viewport);
  const [x, y] = moved(viewport);
  return { ...turned, zoom, pan: [x / zoom, y / zoom] };
}

/** Lays the picture so; the caller renders. */
export function applyPresentation(viewport: Types.IStackViewport, view: ViewPresentation): void {
  if (!getShouldUseCPURendering()) {
    viewport.setViewPresentation({ ...view, pan: [...view.pan] } as Types.ViewPresentation);
    return;
  }
  const { rotation, flipHorizontal, flipVertical } = view;
  viewport.setViewPresentation({ rotation } as Types.ViewPresentation);
  viewport.setCamera({ flipHorizontal, flipVertical });
  viewport.setZoom(view.zoom * fitOf(viewport));
  const [x, y] = moved(viewport);
  const [centreX, centreY] = centreOf(viewport);
  const [aimX, aimY] = [view.pan[0] * view.zoom, view.pan[1] * view.zoom];
  viewport.setCamera({ focalPoint: viewport.canvasToWorld([centreX - (aimX - x), centreY - (aimY - y)]) });
}

function centreOf({ element }: Types.IStackViewport): readonly [number, number] {
  return [element.clientWidth / 2, element.clientHeight / 2];
}

/** CSS pixels a row of the picture is high when it fits the pane. */
function fitOf(viewport: Types.IStackViewport): number {
  const { element } = viewport;
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = viewport.getCornerstoneImage();
  const columnsAsRows = columns * ((columnPixelSpacing || 1) / (rowPixelSpacing || 1));
  return Math.min(element.clientWidth / columnsAsRows, element.clientHeight / rows);
}

/** CSS pixels from the middle of the pane to the middle of the picture. */
function moved(viewport: Types.IStackViewport): readonly [number, number] {
  const { dimensions, spacing, direction, origin } = viewport.getImageData();
  const middle = [0, 1, 2].map((axis) => {
    const along = (index: 0 | 1): number =>
      ((dimensions[index] - 1) / 2) * spacing[index] * (direction[index * 3 + axis] ?? 0);
    return (origin[axis] ?? 0) + along(0) + along(1);
  }) as Types.Point3;
  const [x, y] = viewport.worldToCanvas(middle);
  const [centreX, centreY] = centreOf(viewport);
  return [x - centreX, y - centreY];
}
