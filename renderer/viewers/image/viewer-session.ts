/** The imperative half of an open viewer: engine, panes, load queue and, once a picture is there, tools; outside React. */
import type { RenderingEngine } from '@cornerstonejs/core';
import type { Failure, Language } from '#shared/failure.ts';
import type { ToolName } from './commands.ts';
import { createLoadQueue, type LoadQueue } from './load-queue.ts';
import { createPane, type Pane } from './pane.ts';
import { createPaneLinks, type PaneLinks } from './pane-links.ts';
import type { Slice, Stack } from './stack.ts';
import type { Measurement, ToolKit } from './tool-kit.ts';
import { wordsIn } from './words.ts';

export interface SessionListeners {
  readonly onShown: (pane: number, slice: Slice, index: number) => void;
  readonly onFailed: (slice: Slice, failure: Failure) => void;
  readonly onMeasured: (text: string) => void;
}

export interface ViewerSession {
  readonly queue: LoadQueue;
  readonly links: PaneLinks;
  readonly chooseTool: (tool: ToolName) => void;
  readonly pane: (index: number) => Pane | null;
  readonly openPane: (index: number, element: HTMLDivElement, host: HTMLElement) => () => void;
  readonly resize: () => void;
  readonly setLanguage: (language: Language) => void;
  /** Measurements on images of these stacks, oldest first. */
  readonly measurements: (stacks: readonly Stack[]) => readonly Measurement[];
  readonly onMeasurements: (listener: () => void) => () => void;
  readonly deleteMeasurement: (id: string) => void;
  /** Drops a half-drawn measurement. */
  readonly cancelDrawing: () => void;
  readonly destroy: () => void;
}

let count = 0;

/** Opens a session on the window's engine. */
export function openViewerSession(
  engine: RenderingEngine,
  language: Language,
  listeners: SessionListeners,
): ViewerSession {
  count += 1;
  const name = `yuanzhen-${count}`;
  const queue = createLoadQueue();
  let speech = language;
  let isOpen = true;
  let kit: ToolKit | null = null;
  let isEquipping = false;
  let chosen: ToolName = 'window';
  const panes = new Map<number, Pane>();
  const links = createPaneLinks(panes);
  queue.onProgress(() => {
    for (const pane of panes.values()) {
      const stack = pane.stack();
      if (stack === null) continue;
      const { loaded, failed, total } = queue.progressOf(stack);
      if (total > 0 && loaded + failed === total) pane.checkGeometry();
    }
  });
  const measurementListeners = new Set<() => void>();

  const tellMeasurements = (): void => {
    for (const listener of measurementListeners) listener();
  };

  /** Tools take longer to load and set up than a picture to draw: they come right after the first one. */
  const equip = async (): Promise<void> => {
    if (isEquipping) return;
    isEquipping = true;
    const { openToolKit } = await import('./tool-kit.ts');
    if (!isOpen) return;
    kit = openToolKit({
      engine,
      id: `${name}-tools`,
      words: () => wordsIn(speech),
      onMeasured: listeners.onMeasured,
      onChange: tellMeasurements,
    });
    for (const pane of panes.values()) kit.addPane(pane);
    kit.choose(chosen);
    tellMeasurements();
  };

  const redraw = (): void => {
    for (const pane of panes.values()) pane.redraw();
  };

  return {
    queue,
    links,
    chooseTool(tool) {
      chosen = tool;
      if (kit) kit.choose(tool);
      else void equip();
    },
    pane: (index) => panes.get(index) ?? null,
    openPane(index, element, host) {
      const id = `${name}-pane-${index}`;
      const paneListeners = {
        onShown(slice: Slice, at: number) {
          if (!isEquipping) void equip();
          queue.note(slice.imageId, true);
          links.shown(index);
          listeners.onShown(index, slice, at);
        },
        onFailed(slice: Slice, failure: Failure) {
          if (!isEquipping) void equip();
          queue.note(slice.imageId, false);
          listeners.onFailed(slice, failure);
        },
      };
      const pane = createPane({ engine, id, element, host, listeners: paneListeners }, speech);
      panes.set(index, pane);
      kit?.addPane(pane);
      return () => {
        // React takes the panes down before or after the session, as it likes.
        if (!panes.delete(index)) return;
        kit?.removePane(pane);
        pane.destroy();
        links.refresh();
      };
    },
    resize() {
      if (panes.size === 0) return;
      engine.resize(true, true);
      // The rendering inside resize still measures by the old canvas; the writing waits for the one after it.
      redraw();
    },
    setLanguage(next) {
      speech = next;
      for (const pane of panes.values()) pane.setLanguage(next);
      redraw();
    },
    measurements: (stacks) => kit?.measurements(stacks) ?? [],
    onMeasurements(listener) {
      measurementListeners.add(listener);
      return () => measurementListeners.delete(listener);
    },
    deleteMeasurement(id) {
      kit?.deleteMeasurement(id);
      redraw();
    },
    cancelDrawing: () => kit?.cancelDrawing(),
    destroy() {
      isOpen = false;
      queue.stop();
      for (const pane of panes.values()) {
        kit?.removePane(pane);
        pane.destroy();
      }
      panes.clear();
      kit?.destroy();
    },
  };
}
