/** The tools of one viewer: left button by choice, middle pans, right zooms; text boxes speak our words. */
import {
  AngleTool,
  annotation,
  EllipticalROITool,
  Enums,
  LengthTool,
  PanTool,
  ProbeTool,
  RectangleROITool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import type { ToolName } from './commands.ts';
import { type MeasuringTool, measurementLines, measuringTools } from './measurement-text.ts';
import type { Words } from './words.ts';

const cornerstoneNames: Readonly<Record<ToolName, string>> = {
  window: WindowLevelTool.toolName,
  scroll: StackScrollTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
  ellipse: EllipticalROITool.toolName,
  rectangle: RectangleROITool.toolName,
  probe: ProbeTool.toolName,
};

const { Primary, Secondary, Auxiliary } = Enums.MouseBindings;

export interface ViewerTools {
  readonly addPane: (viewportId: string, engineId: string) => void;
  readonly removePane: (viewportId: string, engineId: string) => void;
  readonly choose: (tool: ToolName) => void;
  readonly destroy: () => void;
}

interface DrawnData {
  readonly handles: { readonly points: readonly (readonly number[])[] };
}

/** Makes the tool group `id`; `words` is asked at every drawing, so that a change of language shows at once. */
export function createViewerTools(id: string, words: () => Words): ViewerTools {
  const group = ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`tool group ${id} exists already`);
  for (const name of Object.values(cornerstoneNames)) {
    const measuring = measuringTools.find((tool) => tool === name);
    group.addTool(name, measuring ? { getTextLines: textLinesOf(measuring, words) } : {});
  }
  styleAnnotations();
  const choose = (chosen: ToolName): void => {
    for (const tool of Object.keys(cornerstoneNames) as ToolName[]) {
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

function textLinesOf(tool: MeasuringTool, words: () => Words) {
  let last: { key: string; lines: string[] } = { key: '', lines: [] };
  // The rectangle gives a list of targets, the others one.
  return (data: DrawnData, target: string | readonly string[]): string[] => {
    const targetId = typeof target === 'string' ? target : (target[0] ?? '');
    const imageId = targetId.replace(/^imageId:/, '');
    const key = `${imageId} ${words().length} ${data.handles.points.join(' ')}`;
    // Every redraw asks again; statistics over a large region are worked out only when something moved.
    if (key !== last.key)
      last = { key, lines: measurementLines(tool, data.handles.points, imageId, words()) };
    return last.lines;
  };
}

function styleAnnotations(): void {
  const style = annotation.config.style;
  style.setDefaultToolStyles({
    ...style.getDefaultToolStyles(),
    global: {
      color: '#ffd166',
      colorHighlighted: '#ffe8b0',
      colorSelected: '#ffe8b0',
      lineWidth: '1.5',
      textBoxFontFamily: "'Noto Sans SC', 'Noto Sans CJK SC', system-ui, sans-serif",
      textBoxFontSize: '14px',
      textBoxColor: '#ffd166',
      textBoxColorHighlighted: '#ffe8b0',
      textBoxColorSelected: '#ffe8b0',
      textBoxBackground: 'rgba(8, 10, 13, 0.72)',
      shadow: true,
    },
  });
}
