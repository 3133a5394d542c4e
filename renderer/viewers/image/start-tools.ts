/** Starts Cornerstone's tools, once per window; they are loaded apart, since a picture needs none of them. */
import { Enums, eventTarget, type RenderingEngine, triggerEvent } from '@cornerstonejs/core';
import {
  addTool,
  init as initTools,
  PanTool,
  StackScrollTool,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';

let started = false;

/** Makes the tools known, and makes panes that were opened before them known to the tools. */
export function startTools(engine: RenderingEngine): void {
  if (started) return;
  started = true;
  initTools();
  for (const tool of [WindowLevelTool, StackScrollTool, ZoomTool, PanTool]) addTool(tool);
  for (const viewport of engine.getViewports()) {
    triggerEvent(eventTarget, Enums.Events.ELEMENT_ENABLED, {
      element: viewport.element,
      viewportId: viewport.id,
      renderingEngineId: engine.id,
    });
  }
}
