/** The mouse tools of one viewer: left button by choice, middle pans, right zooms. Measuring is ours (measuring/). */
import {
  Enums,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { type MouseTool, mouseTools } from './commands.ts';

const cornerstoneNames: Readonly<Record<MouseTool, string>> = {
  window: WindowLevelTool.toolName,
  scroll: StackScrollTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
};

const { Primary, Secondary, Auxiliary } = Enums.MouseBindings;

export interface ViewerTools {
  readonly addPane: (viewportId: string, engineId: string) => void;
  readonly removePane: (viewportId: string, engineId: string) => void;
  readonly choose: (tool: MouseTool) => void;
  readonly destroy: () => void;
}

/** Makes the tool group `id`. */
export function createViewerTools(id: string): ViewerTools {
  const group = ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`tool group ${id} exists already`);
  for (const name of Object.values(cornerstoneNames)) group.addTool(name);
  const choose = (chosen: MouseTool): void => {
    for (const tool of mouseTools) {
      const name = cornerstoneNames[tool];
      const bindings = [
        ...(tool === chosen ? [{ mouseButton: Primary }] : []),
        ...(tool === 'pan' ? [{ mouseButton: Auxiliary }] : []),
        ...(tool === 'zoom' ? [{ mouseButton: Secondary }] : []),
      ];
      if (bindings.length > 0) group.setToolActive(name, { bindings });
      else group.setToolPassive(name, { removeAllBindings: true });
    }
  };
  choose('window');
  return {
    addPane: (viewportId, engineId) => group.addViewport(viewportId, engineId),
    removePane: (viewportId, engineId) => group.removeViewports(engineId, viewportId),
    choose,
    destroy: () => ToolGroupManager.destroyToolGroup(id),
  };
}
