/** The imperative half of an open viewer: engine, tools, panes, load queue and measurements, outside React's rendering. */
import { eventTarget, type RenderingEngine } from '@cornerstonejs/core';
import { annotation, cancelActiveManipulations, Enums as ToolEnums } from '@cornerstonejs/tools';
import { annotationRenderingEngine } from '@cornerstonejs/tools/annotation/AnnotationRenderingEngine';
import type { Failure, Language } from '#shared/failure.ts';
import type { ToolName } from './commands.ts';
import { createLoadQueue, type LoadQueue } from './load-queue.ts';
import { type MeasuringTool, measurementSummary, measuringTools } from './measurement-text.ts';
import { createPane, type Pane } from './pane.ts';
import type { Slice, Stack } from './stack.ts';
import { createViewerTools, type ViewerTools } from './tool-group.ts';
import { wordsIn } from './words.ts';

export interface Measurement {
  readonly id: string;
  readonly imageId: string;
  readonly text: string;
}

export interface SessionListeners {
  readonly onShown: (pane: number, slice: Slice, index: number) => void;
  readonly onFailed: (slice: Slice, failure: Failure) => void;
  readonly onMeasured: (text: string) => void;
}

export interface ViewerSession {
  readonly queue: LoadQueue;
  readonly chooseTool: (tool: ToolName) => void;
  readonly pane: (index: number) => Pane | null;
  readonly panes: () => readonly Pane[];
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
  let drawsAnnotations = needsAnnotations('window');
  let tools: ViewerTools | null = null;
  let chosen: ToolName = 'window';
  const panes = new Map<number, Pane>();
  const measurementListeners = new Set<() => void>();

  const tellMeasurements = (): void => {
    for (const listener of measurementListeners) listener();
  };
  const onCompleted = (event: Event): void => {
    const { annotation: drawn } = (event as CustomEvent<{ annotation: DrawnAnnotation }>).detail;
    const text = summaryOf(drawn);
    if (text) listeners.onMeasured(text);
    tellMeasurements();
  };
  const summaryOf = (drawn: DrawnAnnotation): string => {
    const tool = measuringTools.find((one) => one === drawn.metadata.toolName);
    const imageId = drawn.metadata.referencedImageId;
    const points = drawn.data.handles?.points;
    return tool && imageId && points ? summary(tool, points, imageId) : '';
  };
  const summary = (tool: MeasuringTool, points: readonly (readonly number[])[], imageId: string): string =>
    measurementSummary(tool, points, imageId, wordsIn(speech));

  const toolEvents = ToolEnums.Events;
  eventTarget.addEventListener(toolEvents.ANNOTATION_COMPLETED, onCompleted);
  eventTarget.addEventListener(toolEvents.ANNOTATION_MODIFIED, tellMeasurements);
  eventTarget.addEventListener(toolEvents.ANNOTATION_REMOVED, tellMeasurements);

  /** Tools take longer to set up than a picture to draw: they come right after the first one. */
  const equip = (): ViewerTools => {
    if (tools) return tools;
    tools = createViewerTools(`${name}-tools`, () => wordsIn(speech));
    for (const pane of panes.values()) tools.addPane(pane.id, engine.id);
    tools.choose(chosen);
    return tools;
  };
  const equipSoon = (): void => {
    if (!tools) setTimeout(() => isOpen && equip());
  };

  /**
   * Cornerstone goes through all tools again after every picture. While nothing is measured that is a tenth of the time of
   * a slice for nothing, so panes join when the first measuring tool is chosen.
   */
  const drawAnnotations = (): void => {
    if (drawsAnnotations || !needsAnnotations(chosen)) return;
    drawsAnnotations = true;
    for (const pane of panes.values()) annotationRenderingEngine.addViewportElement(pane.id, pane.element);
  };

  const redraw = (): void => {
    for (const pane of panes.values()) pane.redraw();
  };

  return {
    queue,
    chooseTool(tool) {
      chosen = tool;
      drawAnnotations();
      equip().choose(tool);
    },
    pane: (index) => panes.get(index) ?? null,
    panes: () => [...panes.values()],
    openPane(index, element, host) {
      const id = `${name}-pane-${index}`;
      const pane = createPane(
        {
          engine,
          id,
          element,
          host,
          listeners: {
            onShown(slice, at) {
              equipSoon();
              queue.note(slice.imageId, true);
              listeners.onShown(index, slice, at);
            },
            onFailed(slice, failure) {
              equipSoon();
              queue.note(slice.imageId, false);
              listeners.onFailed(slice, failure);
            },
          },
        },
        speech,
      );
      panes.set(index, pane);
      if (!drawsAnnotations) annotationRenderingEngine.removeViewportElement(id, element);
      tools?.addPane(id, engine.id);
      return () => {
        // React takes the panes down before or after the session, as it likes.
        if (!panes.delete(index)) return;
        tools?.removePane(id, engine.id);
        pane.destroy();
      };
    },
    resize: () => {
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
    measurements(stacks) {
      const ids = new Set(stacks.flatMap((stack) => stack.slices.map((slice) => slice.imageId)));
      return (annotation.state.getAllAnnotations() as DrawnAnnotation[]).flatMap((drawn) => {
        const imageId = drawn.metadata.referencedImageId ?? '';
        const text = ids.has(imageId) ? summaryOf(drawn) : '';
        return text && drawn.annotationUID ? [{ id: drawn.annotationUID, imageId, text }] : [];
      });
    },
    onMeasurements(listener) {
      measurementListeners.add(listener);
      return () => measurementListeners.delete(listener);
    },
    deleteMeasurement(id) {
      annotation.state.removeAnnotation(id);
      redraw();
    },
    cancelDrawing() {
      for (const pane of panes.values()) cancelActiveManipulations(pane.element);
    },
    destroy() {
      queue.stop();
      eventTarget.removeEventListener(toolEvents.ANNOTATION_COMPLETED, onCompleted);
      eventTarget.removeEventListener(toolEvents.ANNOTATION_MODIFIED, tellMeasurements);
      eventTarget.removeEventListener(toolEvents.ANNOTATION_REMOVED, tellMeasurements);
      for (const pane of panes.values()) pane.destroy();
      panes.clear();
      isOpen = false;
      tools?.destroy();
    },
  };
}

/** True when something is drawn already or the tool draws. */
function needsAnnotations(tool: ToolName): boolean {
  return annotation.state.getAllAnnotations().length > 0 || measuringNames.has(tool);
}

const measuringNames: ReadonlySet<ToolName> = new Set(['length', 'angle', 'ellipse', 'rectangle', 'probe']);

/** Cornerstone's annotations as far as they are read here. */
interface DrawnAnnotation {
  readonly annotationUID?: string;
  readonly metadata: { readonly toolName: string; readonly referencedImageId?: string };
  readonly data: { readonly handles?: { readonly points?: readonly (readonly number[])[] } };
}
