/** The tools and measurements of one open viewer. Reached by `import()` only: it brings all of Cornerstone's tools. */
import { eventTarget, type RenderingEngine } from '@cornerstonejs/core';
import { annotation, cancelActiveManipulations, Enums } from '@cornerstonejs/tools';
import { annotationRenderingEngine } from '@cornerstonejs/tools/annotation/AnnotationRenderingEngine';
import type { ToolName } from './commands.ts';
import { measurementSummary, measuringTools } from './measurement-text.ts';
import type { Stack } from './stack.ts';
import { startTools } from './start-tools.ts';
import { createViewerTools } from './tool-group.ts';
import type { Words } from './words.ts';

export interface Measurement {
  readonly id: string;
  readonly imageId: string;
  readonly text: string;
}

export interface KitPane {
  readonly id: string;
  readonly element: HTMLDivElement;
}

export interface ToolKit {
  readonly addPane: (pane: KitPane) => void;
  readonly removePane: (pane: KitPane) => void;
  readonly choose: (tool: ToolName) => void;
  /** Measurements on images of these stacks, oldest first. */
  readonly measurements: (stacks: readonly Stack[]) => readonly Measurement[];
  readonly deleteMeasurement: (id: string) => void;
  readonly cancelDrawing: () => void;
  readonly destroy: () => void;
}

export interface ToolKitParts {
  readonly engine: RenderingEngine;
  readonly id: string;
  readonly words: () => Words;
  readonly onMeasured: (text: string) => void;
  /** Some measurement was finished, moved or deleted. */
  readonly onChange: () => void;
}

const measuringNames: ReadonlySet<ToolName> = new Set(['length', 'angle', 'ellipse', 'rectangle', 'probe']);

/** Opens the tools of a viewer; the caller adds the panes. */
export function openToolKit({ engine, id, words, onMeasured, onChange }: ToolKitParts): ToolKit {
  startTools(engine);
  const tools = createViewerTools(id, words);
  const panes = new Set<KitPane>();
  let draws = annotation.state.getAllAnnotations().length > 0;

  const summaryOf = (drawn: DrawnAnnotation): string => {
    const tool = measuringTools.find((one) => one === drawn.metadata.toolName);
    const imageId = drawn.metadata.referencedImageId;
    const points = drawn.data.handles?.points;
    return tool && imageId && points ? measurementSummary(tool, points, imageId, words()) : '';
  };
  const onCompleted = (event: Event): void => {
    const text = summaryOf((event as CustomEvent<{ annotation: DrawnAnnotation }>).detail.annotation);
    if (text) onMeasured(text);
    onChange();
  };
  const { ANNOTATION_COMPLETED, ANNOTATION_MODIFIED, ANNOTATION_REMOVED } = Enums.Events;
  eventTarget.addEventListener(ANNOTATION_COMPLETED, onCompleted);
  eventTarget.addEventListener(ANNOTATION_MODIFIED, onChange);
  eventTarget.addEventListener(ANNOTATION_REMOVED, onChange);

  return {
    addPane(pane) {
      panes.add(pane);
      // Cornerstone goes through all tools again after every picture: while nothing is measured that is a tenth of the
      // time of a slice for nothing, so panes join when the first measuring tool is chosen.
      if (!draws) annotationRenderingEngine.removeViewportElement(pane.id, pane.element);
      tools.addPane(pane.id, engine.id);
    },
    removePane(pane) {
      panes.delete(pane);
      tools.removePane(pane.id, engine.id);
    },
    choose(tool) {
      if (!draws && measuringNames.has(tool)) {
        draws = true;
        for (const pane of panes) annotationRenderingEngine.addViewportElement(pane.id, pane.element);
      }
      tools.choose(tool);
    },
    measurements(stacks) {
      const ids = new Set(stacks.flatMap((stack) => stack.slices.map((slice) => slice.imageId)));
      return (annotation.state.getAllAnnotations() as DrawnAnnotation[]).flatMap((drawn) => {
        const imageId = drawn.metadata.referencedImageId ?? '';
        const text = ids.has(imageId) ? summaryOf(drawn) : '';
        return text && drawn.annotationUID ? [{ id: drawn.annotationUID, imageId, text }] : [];
      });
    },
    deleteMeasurement: (uid) => annotation.state.removeAnnotation(uid),
    cancelDrawing() {
      for (const pane of panes) cancelActiveManipulations(pane.element);
    },
    destroy() {
      eventTarget.removeEventListener(ANNOTATION_COMPLETED, onCompleted);
      eventTarget.removeEventListener(ANNOTATION_MODIFIED, onChange);
      eventTarget.removeEventListener(ANNOTATION_REMOVED, onChange);
      tools.destroy();
    },
  };
}

/** Cornerstone's annotations as far as they are read here. */
interface DrawnAnnotation {
  readonly annotationUID?: string;
  readonly metadata: { readonly toolName: string; readonly referencedImageId?: string };
  readonly data: { readonly handles?: { readonly points?: readonly (readonly number[])[] } };
}
