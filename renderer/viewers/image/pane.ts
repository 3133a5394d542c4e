/** One pane of the viewer: a Cornerstone stack viewport, its overlay, and what can be done to the picture in it. */
import {
  cache,
  Enums,
  eventTarget,
  getShouldUseCPURendering,
  type RenderingEngine,
  type Types,
} from '@cornerstonejs/core';
import { assertNever } from '#shared/assert-never.ts';
import type { Failure, Language } from '#shared/failure.ts';
import { crossingOf, type SliceExtent } from '#shared/measure/plane-crossing.ts';
import type { SpacingFacts } from '#shared/measure/spacing.ts';
import { checkStackGeometry, type GeometryFinding } from '#shared/measure/stack-geometry.ts';
import { applyPreset } from './apply-preset.ts';
import { createDescriber } from './describe-view.ts';
import { geometryLines } from './geometry-text.ts';
import { failureOf } from './image-error.ts';
import { leaveEngine } from './leave-engine.ts';
import { applyPresentation, readPresentation } from './measuring/view-presentation.ts';
import { forgetEntry, headerOf } from './metadata/header-book.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import { createOverlay } from './overlay.ts';
import type { Preset } from './presets.ts';
import type { Standing } from './scroll-link.ts';
import { extentOf, planeOf, standingIn } from './slice-places.ts';
import { sopClassName } from './sop-class-names.ts';
import { type Slice, type Stack, sameSlices } from './stack.ts';
import { wordsIn } from './words.ts';
import { zoomToTrueSize } from './zoom-to-true-size.ts';

export interface PaneListeners {
  /** A slice is on screen, its picture drawn. */
  readonly onShown: (slice: Slice, index: number) => void;
  readonly onFailed: (slice: Slice, failure: Failure) => void;
}

export interface Pane {
  readonly id: string;
  readonly element: HTMLDivElement;
  readonly stack: () => Stack | null;
  readonly index: () => number;
  /** Shows a stack from one slice on, in the window of a preset where one is given. */
  readonly show: (stack: Stack, index: number, preset?: string | null) => void;
  /** Takes in a stack that has grown, without moving the reader. */
  readonly grow: (stack: Stack) => void;
  readonly goTo: (index: number) => void;
  readonly step: (slices: number, loop?: boolean) => void;
  readonly setPreset: (key: string) => void;
  /** Values of black and white. */
  readonly setWindow: (lower: number, upper: number) => void;
  readonly change: (what: PaneChange) => void;
  readonly zoomBy: (factor: number) => void;
  /** A millimetre of the picture as long as one on the monitor; says in which plane, or why it cannot. */
  readonly showTrueSize: () => void;
  readonly rotateBy: (degrees: number) => void;
  readonly setLanguage: (language: Language) => void;
  /** Checks the geometry once every slice of the stack has arrived, and warns of what is wrong with it. */
  readonly checkGeometry: () => void;
  /** Values of black and white, and whether they are turned about; null without a window. */
  readonly look: () => {
    readonly window: { readonly lower: number; readonly upper: number };
    readonly invert: boolean;
  } | null;
  /** Where the pane stands; null while nothing is shown. */
  readonly standing: () => Standing | null;
  /** The slice on screen with its extent; null without geometry. */
  readonly extent: () => SliceExtent | null;
  /** Draws where another pane's slice crosses this one; null draws nothing. */
  readonly showReference: (other: SliceExtent | null) => void;
  readonly setLinkNote: (note: LinkNote | null) => void;
  /** A sentence over the picture for a while; '' takes it away. */
  readonly say: (text: string) => void;
  readonly setOverlayVisible: (visible: boolean) => void;
  /** Writes what the corners say anew. */
  readonly rewrite: () => void;
  readonly redraw: () => void;
  readonly destroy: () => void;
}

/** How a pane stands to the one that is scrolled. */
export type LinkNote = 'following' | 'matched' | 'apart';

export type PaneChange = 'flip-horizontal' | 'flip-vertical' | 'invert' | 'reset' | 'default-window';

export interface PaneParts {
  readonly engine: RenderingEngine;
  readonly id: string;
  readonly element: HTMLDivElement;
  readonly host: HTMLElement;
  readonly listeners: PaneListeners;
  /** What is known of the size of its pixels. */
  readonly factsOf: (slice: Slice, header: ImageHeader) => SpacingFacts;
  /** CSS pixels a millimetre on this monitor, measured with a ruler; null where nobody did. */
  readonly pixelsPerMm: () => number | null;
  /** The reader's presets of a modality. */
  readonly presets: (modality: string) => readonly Preset[];
}

/** An unloaded slice is asked for only when the reader rests on it this long, in ms. */
const restMs = 60;

export function createPane(
  { engine, id, element, host, listeners, factsOf, pixelsPerMm, presets }: PaneParts,
  language: Language,
): Pane {
  const overlay = createOverlay(host);
  const describe = createDescriber();
  let speech = language;
  let stack: Stack | null = null;
  let wanted = 0;
  let shown: Slice | null = null;
  let failed: string | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let opening: string | null = null;
  let checked: Stack | null = null;
  let isGrey = false;
  let findings: readonly GeometryFinding[] = [];
  let linkNote: LinkNote | null = null;
  let crossing: SliceExtent | null = null;

  engine.enableElement({ viewportId: id, type: Enums.ViewportType.STACK, element });
  const viewport = engine.getViewport(id) as Types.IStackViewport;

  const write = (): void => {
    const header = shown ? headerOf(shown.imageId) : null;
    if (!stack || !shown || !header) return;
    const index = stack.slices.indexOf(shown);
    const on = { viewport, stack, slice: shown, index, header, language: speech };
    overlay.write(describe({ ...on, facts: factsOf(shown, header), pixelsPerMm: pixelsPerMm() }));
  };

  const warn = (): void => {
    const words = wordsIn(speech);
    const slow = getShouldUseCPURendering() ? [words.drawnByProcessor] : [];
    overlay.warn([...geometryLines(findings, words), ...slow]);
  };
  const noteLink = (): void => overlay.noteLink(linkNote === null ? '' : wordsIn(speech).link[linkNote]);

  const drawReference = (): void => {
    const own = crossing === null || shown === null ? null : extentOf(shown);
    const line = own === null || crossing === null ? null : crossingOf(own, crossing);
    if (line === null) {
      overlay.drawReference(null);
      return;
    }
    const [from, to] = line.map((point) => viewport.worldToCanvas([...point] as Types.Point3));
    overlay.drawReference(from && to ? { from, to } : null);
  };

  /** Read by the style sheet: a monitor's greys are corrected, its colours are not. */
  const markGrey = (): void => {
    const grey = shown !== null && headerOf(shown.imageId)?.photometric.startsWith('MONOCHROME') === true;
    if (grey === isGrey) return;
    isGrey = grey;
    host.toggleAttribute('data-grey', grey);
  };

  const onNewImage = (event: Event): void => {
    const { imageId } = (event as CustomEvent<{ imageId: string }>).detail;
    shown = stack?.slices.find((slice) => slice.imageId === imageId) ?? null;
    failed = null;
    markGrey();
    overlay.showLoading(null);
    overlay.showFailure(null, speech, null);
    if (opening === null || shown === null) return;
    const preset = opening;
    opening = null;
    setPreset(preset);
  };

  const onRendered = (): void => {
    if (!shown || !stack || viewport.getCornerstoneImage()?.imageId !== shown.imageId) return;
    write();
    if (crossing !== null) drawReference();
    listeners.onShown(shown, stack.slices.indexOf(shown));
  };

  const onLoadError = (event: Event): void => {
    const { imageId, error } = (event as CustomEvent<{ imageId?: string; error?: unknown }>).detail;
    const slice = stack?.slices[wanted];
    if (!slice || imageId !== slice.imageId) return;
    showFailed(slice, failureOf(error));
  };

  const showFailed = (slice: Slice, found: Failure): void => {
    failed = slice.imageId;
    overlay.showLoading(null);
    overlay.showFailure(found, speech, () => remount(wanted));
    listeners.onFailed(slice, found);
  };

  /** Cornerstone swallows what is thrown while a picture is put up: whoever waited finds out that it is not there. */
  const prove = (slice: Slice): void => {
    const isWanted = stack?.slices[wanted] === slice;
    if (!isWanted || failed === slice.imageId || shown?.imageId === slice.imageId) return;
    showFailed(slice, failureOf(new Error('not drawn')));
  };

  const remount = (index: number): void => {
    const slice = stack?.slices[index];
    if (!stack || !slice) return;
    const kept = shown ? { view: readPresentation(viewport), look: viewport.getProperties() } : null;
    wanted = index;
    failed = null;
    if (!cache.getImage(slice.imageId)) forgetEntry(slice.imageId);
    overlay.showFailure(null, speech, null);
    if (!shown) overlay.showLoading(wordsIn(speech).loading);
    const ids = stack.slices.map((one) => one.imageId);
    void viewport
      .setStack(ids, index)
      .then(() => {
        prove(slice);
        if (!kept || !viewport.getCornerstoneImage()) return;
        if (!kept.look.isComputedVOI) viewport.setProperties({ voiRange: kept.look.voiRange });
        viewport.setProperties({ invert: kept.look.invert });
        applyPresentation(viewport, kept.view);
        viewport.render();
      })
      .catch((thrown: unknown) => showFailed(slice, failureOf(thrown)));
  };

  element.addEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
  element.addEventListener(Enums.Events.IMAGE_RENDERED, onRendered);
  eventTarget.addEventListener(Enums.Events.IMAGE_LOAD_ERROR, onLoadError);

  const goTo = (index: number): void => {
    if (!stack || stack.slices.length === 0) return;
    wanted = Math.max(0, Math.min(stack.slices.length - 1, index));
    const slice = stack.slices[wanted];
    clearTimeout(resting);
    if (!slice || (wanted === viewport.getCurrentImageIdIndex() && shown === slice)) return;
    if (cache.getImage(slice.imageId)) {
      void viewport.setImageIdIndex(wanted).then(() => prove(slice));
      return;
    }
    overlay.showFailure(null, speech, null);
    overlay.showLoading(`${wordsIn(speech).loading} ${wanted + 1} / ${stack.slices.length}`);
    resting = setTimeout(() => {
      void viewport
        .setImageIdIndex(wanted)
        .then(() => prove(slice))
        .catch((thrown: unknown) => showFailed(slice, failureOf(thrown)));
    }, restMs);
  };

  const show = (next: Stack, index: number, preset: string | null = null): void => {
    stack = next;
    opening = preset;
    shown = null;
    clearTimeout(resting);
    findings = [];
    checked = null;
    warn();
    overlay.showFailure(null, speech, null);
    overlay.showLoading(null);
    overlay.write({ topLeft: [], bottomLeft: [], bottomRight: [], lossy: '', letters: null, scaleBar: null });
    if (next.slices.length > 0) {
      remount(Math.max(0, Math.min(next.slices.length - 1, index)));
      return;
    }
    const words = wordsIn(speech);
    const [document] = next.documents;
    if (document) overlay.showCard(words.notImage, sopClassName(document.sopClassUid, speech));
    else overlay.showCard(words.waitingImages, words.awaited(next.awaited));
  };

  const setPreset = (key: string): void => {
    const header = shown ? headerOf(shown.imageId) : null;
    if (header) applyPreset(viewport, header, presets(header.modality), key);
  };

  const change = (what: PaneChange): void => {
    if (!shown) return;
    switch (what) {
      case 'flip-horizontal':
        viewport.setCamera({ flipHorizontal: !viewport.getCamera().flipHorizontal });
        break;
      case 'flip-vertical':
        viewport.setCamera({ flipVertical: !viewport.getCamera().flipVertical });
        break;
      case 'invert':
        viewport.setProperties({ invert: !viewport.getProperties().invert });
        break;
      case 'default-window': {
        const { invert } = viewport.getProperties();
        viewport.resetProperties();
        viewport.setProperties({ invert });
        break;
      }
      case 'reset':
        viewport.resetProperties();
        viewport.resetCamera();
        break;
      default:
        assertNever(what, 'pane change');
    }
    viewport.render();
  };

  return {
    id,
    element,
    stack: () => stack,
    index: () => wanted,
    show,
    grow(next) {
      const before = stack?.slices[wanted];
      if (!before) {
        show(next, 0);
        return;
      }
      const index = next.slices.findIndex((slice) => slice.imageId === before.imageId);
      if (index < 0) {
        show(next, 0);
        return;
      }
      const isSame = sameSlices(stack, next);
      const onScreen = shown?.imageId;
      stack = next;
      shown = next.slices.find((slice) => slice.imageId === onScreen) ?? null;
      if (!isSame) remount(index);
    },
    goTo,
    step(slices, loop = false) {
      const total = stack?.slices.length ?? 0;
      if (total === 0) return;
      goTo(loop ? (wanted + slices + total) % total : wanted + slices);
    },
    setPreset,
    setWindow(lower, upper) {
      viewport.setProperties({ voiRange: { lower, upper } });
      viewport.render();
    },
    change,
    zoomBy(factor) {
      if (!shown) return;
      viewport.setZoom(viewport.getZoom() * factor);
      viewport.render();
    },
    showTrueSize() {
      const header = shown ? headerOf(shown.imageId) : null;
      if (shown && header)
        overlay.say(zoomToTrueSize(viewport, header, factsOf(shown, header), pixelsPerMm(), speech));
    },
    rotateBy(degrees) {
      if (!shown) return;
      const { rotation = 0 } = viewport.getViewPresentation() as { rotation?: number };
      viewport.setViewPresentation({ rotation: (rotation + degrees + 360) % 360 } as Types.ViewPresentation);
      viewport.render();
    },
    setLanguage(next) {
      speech = next;
      write();
      warn();
      noteLink();
    },
    checkGeometry() {
      if (stack === null || checked === stack) return;
      checked = stack;
      findings = checkStackGeometry(stack.slices.flatMap((slice) => planeOf(slice) ?? []));
      warn();
    },
    look() {
      const { voiRange, invert } = viewport.getProperties();
      return voiRange ? { window: { ...voiRange }, invert: invert === true } : null;
    },
    standing: () => (stack && shown ? standingIn(stack, stack.slices.indexOf(shown)) : null),
    extent: () => (shown === null ? null : extentOf(shown)),
    showReference(other) {
      if (crossing === null && other === null) return;
      crossing = other;
      drawReference();
    },
    setLinkNote(note) {
      if (note === linkNote) return;
      linkNote = note;
      noteLink();
    },
    say: overlay.say,
    setOverlayVisible: overlay.setVisible,
    rewrite: write,
    redraw: () => viewport.render(),
    destroy() {
      clearTimeout(resting);
      element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, onRendered);
      eventTarget.removeEventListener(Enums.Events.IMAGE_LOAD_ERROR, onLoadError);
      leaveEngine(engine, id);
      overlay.remove();
    },
  };
}
