/** The imperative half of an open viewer: engine, panes, load queue and, once a picture is there, tools; outside React. */
import type { RenderingEngine, Types } from '@cornerstonejs/core';
import type { Failure, Language } from '#shared/failure.ts';
import { withCalibration } from '#shared/measure/calibrate.ts';
import type { Measurement } from '#shared/measure/marking.ts';
import type { SpacingFacts } from '#shared/measure/spacing.ts';
import { type MouseTool, markingToolOf, mouseTools, type ToolName } from './commands.ts';
import type { Coverage } from './coverage.ts';
import { holdZoom } from './hold-zoom.ts';
import { enterLinkRoom } from './link-room.ts';
import type { LoadQueue } from './load-queue.ts';
import type { Magnifier } from './magnifier.ts';
import { magnifySlice } from './magnify-slice.ts';
import { createMarkingPane, type MarkingPane } from './measuring/marking-pane.ts';
import type { MarkingStore } from './measuring/marking-store.ts';
import { keepViews } from './measuring/view-keeper.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import { isIn, type WindowNeeds } from './needed-windows.ts';
import { createPane, type Pane } from './pane.ts';
import type { PaneLinks } from './pane-links.ts';
import { type OwnWindows, presetsFor } from './presets.ts';
import type { ReaderPlaces } from './reader-places.ts';
import type { ReaderWork } from './reader-work.ts';
import { followRegion } from './region-window.ts';
import type { Slice } from './stack.ts';
import type { ToolKit } from './tool-kit.ts';
import { watchGraphics } from './watch-graphics.ts';

export interface SessionListeners {
  readonly onShown: (pane: number, slice: Slice, index: number) => void;
  readonly onFailed: (slice: Slice, failure: Failure) => void;
  /** A measurement was finished or changed for good. */
  readonly onMeasured: (measurement: Measurement) => void;
  readonly onActivate: (pane: number) => void;
  /** Nothing can be drawn any more: the session must be destroyed and another one opened. */
  readonly onGraphicsLost: () => void;
}

export interface ViewerSession {
  readonly queue: LoadQueue;
  /** Turns a way of linking on or off, for all panes that lie side by side. */
  readonly link: PaneLinks['toggle'];
  /** The hand is on this pane: the others follow it. */
  readonly drive: (pane: number) => void;
  readonly chooseTool: (tool: ToolName) => void;
  readonly pane: (index: number) => Pane | null;
  readonly openPane: (index: number, element: HTMLDivElement, host: HTMLElement) => () => void;
  /** Measures the panes anew; false while a canvas has not followed its pane yet: asked again in the next frame. */
  readonly resize: () => boolean;
  readonly setLanguage: (language: Language) => void;
  readonly marks: MarkingStore;
  /** Which slices this reader has had on the screen; told to nobody else. */
  readonly coverage: Coverage;
  readonly places: ReaderPlaces;
  /** The windows that series must be looked at in. */
  readonly setNeeds: (needs: WindowNeeds) => void;
  readonly setWindows: (windows: OwnWindows) => void;
  /** CSS pixels a millimetre on the monitor; null where it was not measured. */
  readonly setPixelsPerMm: (pixelsPerMm: number | null) => void;
  readonly toggleMagnifier: () => void;
  /** Moves the magnifier by CSS pixels in a pane; false while there is none. */
  readonly moveMagnifier: (pane: number, by: readonly [number, number]) => boolean;
  /** The marks over a pane: what is half drawn, and the keyboard's cross. */
  readonly marking: (index: number) => MarkingPane | null;
  readonly destroy: () => void;
}

export interface SessionParts {
  readonly language: Language;
  /** Viewers of one name are linked with one another; '' for one that stands alone. */
  readonly linkRoom: string;
  readonly work: ReaderWork;
}

let count = 0;

/** Opens a session on the window's engine, over the work the reader has done already. */
export function openViewerSession(
  engine: RenderingEngine,
  { language, linkRoom, work }: SessionParts,
  listeners: SessionListeners,
): ViewerSession {
  const { queue, marks, coverage, places } = work;
  count += 1;
  const name = `yuanzhen-${count}`;
  const room = enterLinkRoom(linkRoom);
  const { links } = room;
  const viewportOf = (id: string) => engine.getViewport(id) as Types.IStackViewport;
  const idOf = (index: number): string => `${name}-pane-${index}`;
  let speech = language;
  let isOpen = true;
  let kit: ToolKit | null = null;
  let isEquipping = false;
  let chosen: ToolName = 'window';
  let windows: OwnWindows = {};
  let needs: WindowNeeds = new Map();
  const panes = new Map<number, Pane>();
  /** What takes each open pane down, everything that listens to it included. */
  const closers = new Set<() => void>();
  const stopProgress = queue.onProgress(() => {
    for (const pane of panes.values()) {
      const stack = pane.stack();
      if (stack === null) continue;
      const { loaded, failed, total } = queue.progressOf(stack);
      if (total > 0 && loaded + failed === total) pane.checkGeometry();
    }
  });
  const markings = new Map<number, MarkingPane>();
  const magnifiers = new Map<number, Magnifier>();
  let isMagnifying = false;
  let pixelsPerMm: number | null = null;

  const stopGraphics = watchGraphics(engine.id, listeners.onGraphicsLost);

  /** Tools take longer to load and set up than a picture to draw: they come right after the first one. */
  const equip = async (): Promise<void> => {
    if (isEquipping) return;
    isEquipping = true;
    const { openToolKit } = await import('./tool-kit.ts');
    if (!isOpen) return;
    kit = openToolKit({ engine, id: `${name}-tools` });
    for (const pane of panes.values()) kit.addPane(pane);
    chooseMouse();
  };

  const chooseMouse = (): void => {
    const mouse: MouseTool | undefined = mouseTools.find((tool) => tool === chosen);
    if (mouse !== undefined) kit?.choose(mouse);
  };

  const presets = (modality: string) => presetsFor(modality, windows);

  const noteSeen = ({ imageId }: Slice, pane: Pane | null): void => {
    const need = needs.get(pane?.stack()?.seriesInstanceUid ?? '');
    coverage.note(imageId, need === undefined || isIn(need, pane?.look()?.window ?? null));
  };

  const redraw = (): void => {
    for (const pane of panes.values()) pane.redraw();
  };

  return {
    queue,
    link: links.toggle,
    drive: (index) => links.drive(idOf(index)),
    chooseTool(tool) {
      chosen = tool;
      for (const marking of markings.values()) marking.cancel();
      if (kit) chooseMouse();
      else void equip();
    },
    pane: (index) => panes.get(index) ?? null,
    openPane(index, element, host) {
      const id = idOf(index);
      const paneListeners = {
        onShown(slice: Slice, at: number) {
          // Read by who keeps what is on the screen as evidence.
          host.dataset.image = slice.instance.sopInstanceUid;
          if (!isEquipping) void equip();
          queue.note(slice.imageId, true);
          links.shown(id, slice.imageId);
          noteSeen(slice, panes.get(index) ?? null);
          places.note(index, panes.get(index)?.stack()?.seriesInstanceUid ?? '', slice.imageId);
          listeners.onShown(index, slice, at);
        },
        onFailed(slice: Slice, failure: Failure) {
          if (!isEquipping) void equip();
          queue.note(slice.imageId, false);
          listeners.onFailed(slice, failure);
        },
      };
      const factsOf = ({ instance }: Slice, header: ImageHeader): SpacingFacts =>
        withCalibration(header.spacing, marks.marks().calibrations, instance.sopInstanceUid);
      const pane = createPane(
        {
          engine,
          id,
          element,
          host,
          listeners: paneListeners,
          factsOf,
          pixelsPerMm: () => pixelsPerMm,
          presets,
        },
        speech,
      );
      const stopFacts = marks.subscribe(pane.rewrite);
      panes.set(index, pane);
      room.panes.set(id, pane);
      kit?.addPane(pane);
      const marking = createMarkingPane({
        host,
        element,
        viewport: viewportOf(id),
        sliceOf: (imageId) => pane.stack()?.slices.find((slice) => slice.imageId === imageId) ?? null,
        store: marks,
        language: () => speech,
        tool: () => markingToolOf(chosen),
        onActivate: () => listeners.onActivate(index),
        onFinished: listeners.onMeasured,
        say: pane.say,
      });
      markings.set(index, marking);
      const viewport = viewportOf(id);
      const parts = {
        host,
        element,
        viewport,
        imageOf: () => viewport.getCornerstoneImage()?.imageId ?? null,
      };
      const magnifier = magnifySlice(parts);
      magnifier.set(isMagnifying);
      magnifiers.set(index, magnifier);
      const stopRegion = followRegion({
        ...parts,
        isActive: () => chosen === 'region',
        setWindow: pane.setWindow,
      });
      const stopViews = keepViews({ element, viewport, image: marking.image, store: marks });
      const close = (): void => {
        panes.delete(index);
        room.panes.delete(id);
        markings.delete(index);
        closers.delete(close);
        stopFacts();
        stopViews();
        stopRegion();
        magnifier.destroy();
        magnifiers.delete(index);
        marking.destroy();
        kit?.removePane(pane);
        pane.destroy();
      };
      closers.add(close);
      return () => {
        // React takes the panes down before or after the session, as it likes.
        if (!closers.has(close)) return;
        close();
        links.refresh();
      };
    },
    resize() {
      if (panes.size === 0) return true;
      // Also of viewers beside this one: the engine, which they share, measures all panes at once.
      const zooms = engine.getViewports().map((one) => holdZoom(one as Types.IStackViewport));
      engine.resize(true, true);
      for (const restore of zooms) restore();
      // The rendering inside resize still measures by the old canvas; the writing waits for the one after it.
      redraw();
      return [...panes.values()].every(({ id, element }) => {
        const { canvas, sWidth, sHeight } = viewportOf(id);
        return element.clientHeight === 0 || (canvas.width === sWidth && canvas.height === sHeight);
      });
    },
    setLanguage(next) {
      // Drawing a pane whose first picture is still on its way would only delay it.
      if (next === speech) return;
      speech = next;
      for (const pane of panes.values()) pane.setLanguage(next);
      redraw();
    },
    marks,
    coverage,
    places,
    setNeeds(next) {
      needs = next;
    },
    setWindows(next) {
      windows = next;
    },
    setPixelsPerMm(next) {
      pixelsPerMm = next;
      for (const pane of panes.values()) pane.rewrite();
    },
    toggleMagnifier() {
      isMagnifying = !isMagnifying;
      for (const magnifier of magnifiers.values()) magnifier.set(isMagnifying);
    },
    moveMagnifier(pane, by) {
      if (isMagnifying) magnifiers.get(pane)?.move(by);
      return isMagnifying;
    },
    marking: (index) => markings.get(index) ?? null,
    destroy() {
      isOpen = false;
      stopProgress();
      stopGraphics();
      for (const close of [...closers]) close();
      room.leave();
      kit?.destroy();
    },
  };
}
