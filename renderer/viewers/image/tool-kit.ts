/** The mouse tools of one open viewer. Reached by `import()` only: it brings all of Cornerstone's tools. */
import type { RenderingEngine } from '@cornerstonejs/core';
import { annotationRenderingEngine } from '@cornerstonejs/tools/annotation/AnnotationRenderingEngine';
import type { MouseTool } from './commands.ts';
import { startTools } from './start-tools.ts';
import { createViewerTools } from './tool-group.ts';

export interface KitPane {
  readonly id: string;
  readonly element: HTMLDivElement;
}

export interface ToolKit {
  readonly addPane: (pane: KitPane) => void;
  readonly removePane: (pane: KitPane) => void;
  readonly choose: (tool: MouseTool) => void;
  readonly destroy: () => void;
}

/** Opens the tools of a viewer; the caller adds the panes. */
export function openToolKit({ engine, id }: { engine: RenderingEngine; id: string }): ToolKit {
  startTools(engine);
  const tools = createViewerTools(id);
  return {
    addPane(pane) {
      // Cornerstone goes through all tools again after every picture to draw annotations, of which it has none: a tenth
      // of the time of a slice for nothing.
      annotationRenderingEngine.removeViewportElement(pane.id, pane.element);
      tools.addPane(pane.id, engine.id);
    },
    removePane: (pane) => tools.removePane(pane.id, engine.id),
    choose: tools.choose,
    destroy: tools.destroy,
  };
}
