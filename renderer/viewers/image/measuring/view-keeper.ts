/** How a series is looked at in a pane: told when the reader changes it, put back when the series is opened again. */
import { Enums, type Types } from '@cornerstonejs/core';
import type { ImageRef, ViewState } from '#shared/measure/marking.ts';
import type { MarkingStore } from './marking-store.ts';
import { applyPresentation, readPresentation } from './view-presentation.ts';

export interface ViewKeeperParts {
  readonly element: HTMLDivElement;
  readonly viewport: Types.IStackViewport;
  readonly image: () => ImageRef | null;
  readonly store: MarkingStore;
}

/** A view is told when it has rested this long, in ms. */
const restMs = 400;

/** Returns how to stop. */
export function keepViews({ element, viewport, image, store }: ViewKeeperParts): () => void {
  let series = '';
  let told = '';
  let resting: ReturnType<typeof setTimeout> | undefined;
  let changedAt = 0;

  const current = (ref: ImageRef): ViewState => {
    const { pan, ...lie } = readPresentation(viewport);
    const look = viewport.getProperties();
    const height = element.clientHeight || 1;
    const range = look.voiRange;
    return {
      image: ref,
      window: range ? { lower: range.lower, upper: range.upper } : null,
      invert: look.invert === true,
      ...lie,
      pan: [pan[0] / height, pan[1] / height],
    };
  };

  const restore = ({ window, invert, pan, image: _, ...lie }: ViewState): void => {
    const height = element.clientHeight || 1;
    if (window) viewport.setProperties({ voiRange: { ...window } });
    viewport.setProperties({ invert });
    applyPresentation(viewport, { ...lie, pan: [pan[0] * height, pan[1] * height] });
    viewport.render();
  };

  const onRendered = (): void => {
    const ref = image();
    if (ref === null || ref.seriesInstanceUid === series) return;
    series = ref.seriesInstanceUid;
    const kept = store.marks().views.find((view) => view.image.seriesInstanceUid === series);
    if (kept) restore(kept);
    told = textOf(current(ref));
  };

  const look = (): void => {
    const ref = image();
    // A pane that is being hung anew, or hidden, is not the reader's doing.
    if (ref === null || ref.seriesInstanceUid !== series || element.clientHeight === 0) return;
    const view = current(ref);
    const text = textOf(view);
    if (text === told) return;
    told = text;
    store.look(view);
  };
  /** Each slice fires several changes: they only note the time, and one timer at a time waits for the rest. */
  const onChange = (): void => {
    changedAt = performance.now();
    resting ??= setTimeout(awaitRest, restMs);
  };
  const awaitRest = (): void => {
    const left = changedAt + restMs - performance.now();
    resting = left > 0 ? setTimeout(awaitRest, left) : undefined;
    if (resting === undefined) look();
  };
  /** The kept views may come after the first picture. */
  const onStore = (): void => {
    const kept = store.marks().views.find((view) => view.image.seriesInstanceUid === series);
    if (kept === undefined || textOf(kept) === told || kept === own) return;
    own = kept;
    restore(kept);
    told = textOf(kept);
  };
  let own: ViewState | null = null;

  const { IMAGE_RENDERED, VOI_MODIFIED, CAMERA_MODIFIED } = Enums.Events;
  element.addEventListener(IMAGE_RENDERED, onRendered);
  element.addEventListener(VOI_MODIFIED, onChange);
  element.addEventListener(CAMERA_MODIFIED, onChange);
  const unsubscribe = store.subscribe(onStore);
  return () => {
    clearTimeout(resting);
    unsubscribe();
    element.removeEventListener(IMAGE_RENDERED, onRendered);
    element.removeEventListener(VOI_MODIFIED, onChange);
    element.removeEventListener(CAMERA_MODIFIED, onChange);
  };
}

/** Equal for views that look the same, whatever image of the series is shown: a pan is in heights of the pane, so a pixel is a thousandth. */
function textOf({ image: _, ...look }: ViewState): string {
  return JSON.stringify(look, (_key, value) =>
    typeof value === 'number' ? Math.round(value * 10_000) / 10_000 || 0 : value,
  );
}
