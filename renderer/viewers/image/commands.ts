/** Everything a reader can do in the viewer, as data: keys, toolbar, help and handlers all go by this table. */
import type { Language } from '#shared/failure.ts';
import { type MarkingTool, markingTools } from '#shared/measure/marking.ts';

export const mouseTools = ['window', 'scroll', 'zoom', 'pan'] as const;
export type MouseTool = (typeof mouseTools)[number];
/** `region`: a box is drawn, and what lies in it sets the window. */
export type ToolName = MouseTool | MarkingTool | 'region';

export type Command =
  | { readonly do: 'tool'; readonly tool: ToolName }
  | { readonly do: 'preset'; readonly key: string }
  | { readonly do: 'step'; readonly slices: number }
  | { readonly do: 'end'; readonly end: 'first' | 'last' }
  | { readonly do: 'series'; readonly step: 1 | -1 }
  | { readonly do: 'pane'; readonly step: 1 | -1 }
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'rotate'; readonly degrees: 90 | -90 }
  | { readonly do: 'layout'; readonly layout: LayoutName }
  | { readonly do: 'fps'; readonly change: 1 | -1 }
  /** Of a reconstruction: turns the other planes about the one in use, moves the cross in it by voxels, thickens the slab. */
  | { readonly do: 'oblique'; readonly degrees: 5 | -5 }
  | { readonly do: 'cross'; readonly right: -1 | 0 | 1; readonly down: -1 | 0 | 1 }
  | { readonly do: 'slab'; readonly change: 1 | -1 }
  | {
      readonly do:
        | 'flip-horizontal'
        | 'flip-vertical'
        | 'invert'
        | 'reset'
        | 'default-window'
        | 'cine'
        | 'mpr'
        | 'volume-3d'
        | 'slab-mode'
        | 'magnify'
        | 'next-unseen'
        | 'save-layout'
        | 'single'
        | 'delete-measurement'
        | 'link'
        | 'link-offset'
        | 'undo'
        | 'redo'
        | 'calibrate'
        | 'true-size'
        | 'key-image'
        | 'report-measurement'
        | 'save-marks'
        | 'overlays'
        | 'measurements'
        | 'strip'
        | 'help';
    }
  /** What is half drawn, chosen or laid over the picture. */
  | { readonly do: 'cancel' };

export const layouts = {
  '1x1': { rows: 1, columns: 1 },
  '1x2': { rows: 1, columns: 2 },
  '2x1': { rows: 2, columns: 1 },
  '2x2': { rows: 2, columns: 2 },
} as const;
export type LayoutName = keyof typeof layouts;

export type ShortcutGroup = 'tools' | 'window' | 'scroll' | 'view' | 'layout' | 'mpr' | 'other';

export interface Shortcut {
  /** `KeyboardEvent.key` in lower case, with `ctrl+` and, where it is needed beyond typing the character, `shift+` before it. */
  readonly keys: readonly string[];
  readonly command: Command;
  readonly group: ShortcutGroup;
  readonly label: Readonly<Record<Language, string>>;
}

/** Finds the command of a key press; null when the key has none. */
export function commandOfKey(
  key: string,
  shift: boolean,
  ctrl = false,
  table: readonly Shortcut[] = shortcuts,
): Command | null {
  const typed = typedKey(key, shift, ctrl);
  return table.find((shortcut) => shortcut.keys.includes(typed))?.command ?? null;
}

/** A key press as the table writes it. */
export function typedKey(key: string, shift: boolean, ctrl: boolean): string {
  const plain = key.toLowerCase();
  const shifted = shift && isNamed(plain) ? `shift+${plain}` : plain;
  return ctrl ? `ctrl+${shifted}` : shifted;
}

/** The measuring tool of a name; null for the tools of the mouse. */
export function markingToolOf(tool: ToolName): MarkingTool | null {
  return markingTools.find((one) => one === tool) ?? null;
}

/** Keys whose name does not change with shift, or letters: for those shift is part of the shortcut. */
function isNamed(key: string): boolean {
  return key.length > 1 || /^[a-z]$/.test(key);
}

/** The first key of a tool or command, for tooltips; empty when it has none. */
export function keyOf(command: Command, table: readonly Shortcut[]): string {
  const wanted = JSON.stringify(command);
  const found = table.find((shortcut) => JSON.stringify(shortcut.command) === wanted);
  return found?.keys[0] ?? '';
}

function entry(
  keys: readonly string[],
  command: Command,
  group: ShortcutGroup,
  zh: string,
  en: string,
): Shortcut {
  return { keys, command, group, label: { 'zh-CN': zh, en } };
}

export const shortcuts: readonly Shortcut[] = [
  entry(['w'], { do: 'tool', tool: 'window' }, 'tools', '调窗', 'Window / level'),
  entry(['shift+w'], { do: 'tool', tool: 'region' }, 'tools', '区域调窗', 'Window of a region'),
  entry(['s'], { do: 'tool', tool: 'scroll' }, 'tools', '翻层', 'Scroll'),
  entry(['z'], { do: 'tool', tool: 'zoom' }, 'tools', '缩放', 'Zoom'),
  entry(['p'], { do: 'tool', tool: 'pan' }, 'tools', '平移', 'Pan'),
  entry(['l'], { do: 'tool', tool: 'length' }, 'tools', '长度', 'Length'),
  entry(['a'], { do: 'tool', tool: 'angle' }, 'tools', '角度', 'Angle'),
  entry(['e'], { do: 'tool', tool: 'ellipse' }, 'tools', '椭圆 ROI', 'Ellipse ROI'),
  entry(['r'], { do: 'tool', tool: 'rectangle' }, 'tools', '矩形 ROI', 'Rectangle ROI'),
  entry(['b'], { do: 'tool', tool: 'probe' }, 'tools', '像素值', 'Probe'),
  entry(['d'], { do: 'tool', tool: 'bidirectional' }, 'tools', '双径(长径、短径)', 'Bidirectional'),
  entry(['shift+a'], { do: 'tool', tool: 'cobb' }, 'tools', 'Cobb 角', 'Cobb angle'),
  entry(['c'], { do: 'tool', tool: 'cardiothoracic' }, 'tools', '心胸比', 'Cardiothoracic ratio'),
  entry(['shift+e'], { do: 'tool', tool: 'circle' }, 'tools', '圆形 ROI', 'Circle ROI'),
  entry(['shift+r'], { do: 'tool', tool: 'freehand' }, 'tools', '手绘 ROI', 'Freehand ROI'),
  entry(['n'], { do: 'tool', tool: 'arrow' }, 'tools', '箭头注释', 'Arrow with text'),
  entry(['y'], { do: 'tool', tool: 'height' }, 'tools', '高度差', 'Height difference'),
  entry(['shift+c'], { do: 'calibrate' }, 'tools', '人工校准(已知物体)', 'Calibrate by a known object'),
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) =>
    entry([key], { do: 'preset', key }, 'window', `窗位预设 ${key}`, `Window preset ${key}`),
  ),
  entry(['0'], { do: 'default-window' }, 'window', '默认窗', 'Default window'),
  entry(['i'], { do: 'invert' }, 'window', '反相', 'Invert'),
  entry(['arrowup', 'pageup'], { do: 'step', slices: -1 }, 'scroll', '上一层', 'Previous slice'),
  entry(['arrowdown', 'pagedown'], { do: 'step', slices: 1 }, 'scroll', '下一层', 'Next slice'),
  entry(
    ['shift+arrowup', 'shift+pageup'],
    { do: 'step', slices: -10 },
    'scroll',
    '上 10 层',
    '10 slices back',
  ),
  entry(
    ['shift+arrowdown', 'shift+pagedown'],
    { do: 'step', slices: 10 },
    'scroll',
    '下 10 层',
    '10 slices on',
  ),
  entry(['home'], { do: 'end', end: 'first' }, 'scroll', '第一层', 'First slice'),
  entry(['end'], { do: 'end', end: 'last' }, 'scroll', '最后一层', 'Last slice'),
  entry(
    ['shift+n'],
    { do: 'next-unseen' },
    'scroll',
    '下一个未看(或未用所需窗看)的层面',
    'Next slice not yet shown, or not in the window it needs',
  ),
  entry(['arrowleft'], { do: 'series', step: -1 }, 'scroll', '上一序列', 'Previous series'),
  entry(['arrowright'], { do: 'series', step: 1 }, 'scroll', '下一序列', 'Next series'),
  entry([' '], { do: 'cine' }, 'scroll', '播放 / 暂停', 'Play / pause'),
  entry(['<'], { do: 'fps', change: -1 }, 'scroll', '放慢', 'Slower'),
  entry(['>'], { do: 'fps', change: 1 }, 'scroll', '加快', 'Faster'),
  entry(['+', '='], { do: 'zoom', factor: 1.25 }, 'view', '放大', 'Zoom in'),
  entry(['-', '_'], { do: 'zoom', factor: 0.8 }, 'view', '缩小', 'Zoom out'),
  entry(['shift+t'], { do: 'true-size' }, 'view', '真实大小', 'True size'),
  entry(['shift+z'], { do: 'magnify' }, 'view', '放大镜(Ctrl+方向键移动)', 'Magnifier (Ctrl+arrows move it)'),
  entry(['.'], { do: 'rotate', degrees: 90 }, 'view', '右转 90°', 'Rotate right'),
  entry([','], { do: 'rotate', degrees: -90 }, 'view', '左转 90°', 'Rotate left'),
  entry(['h'], { do: 'flip-horizontal' }, 'view', '左右翻转', 'Flip horizontally'),
  entry(['v'], { do: 'flip-vertical' }, 'view', '上下翻转', 'Flip vertically'),
  entry(['x'], { do: 'reset' }, 'view', '复位', 'Reset'),
  entry(['shift+h'], { do: 'layout', layout: '1x1' }, 'layout', '单窗口 1×1', 'Layout 1×1'),
  entry(['shift+j'], { do: 'layout', layout: '1x2' }, 'layout', '左右 1×2', 'Layout 1×2'),
  entry(['shift+k'], { do: 'layout', layout: '2x1' }, 'layout', '上下 2×1', 'Layout 2×1'),
  entry(['shift+l'], { do: 'layout', layout: '2x2' }, 'layout', '四窗口 2×2', 'Layout 2×2'),
  entry(
    ['shift+f'],
    { do: 'save-layout' },
    'layout',
    '此类检查都用当前布局',
    'Keep this layout for such exams',
  ),
  entry(['f'], { do: 'single' }, 'layout', '放大当前窗口', 'Maximise the viewport'),
  entry([']'], { do: 'pane', step: 1 }, 'layout', '下一窗口', 'Next viewport'),
  entry(['['], { do: 'pane', step: -1 }, 'layout', '上一窗口', 'Previous viewport'),
  entry(['k'], { do: 'link' }, 'layout', '联动滚动(同一坐标系)', 'Link scrolling (same frame of reference)'),
  entry(
    ['j'],
    { do: 'link-offset' },
    'layout',
    '以当前位置手动配准联动',
    'Link by hand from where the panes stand',
  ),
  entry(['q'], { do: 'mpr' }, 'mpr', '多平面重建:进入 / 返回', 'MPR: open / back'),
  entry(['shift+v'], { do: 'volume-3d' }, 'mpr', '三维容积重建:进入 / 返回', 'Volume in 3D: open / back'),
  entry(['shift+q'], { do: 'slab-mode' }, 'mpr', '单层 / MIP / MinIP / 平均', 'Single / MIP / MinIP / mean'),
  entry(['}'], { do: 'slab', change: 1 }, 'mpr', '层块加厚', 'Thicker slab'),
  entry(['{'], { do: 'slab', change: -1 }, 'mpr', '层块减薄', 'Thinner slab'),
  entry([')'], { do: 'oblique', degrees: 5 }, 'mpr', '斜切 +5°', 'Oblique +5°'),
  entry(['('], { do: 'oblique', degrees: -5 }, 'mpr', '斜切 −5°', 'Oblique −5°'),
  entry(['ctrl+arrowleft'], { do: 'cross', right: -1, down: 0 }, 'mpr', '十字线向左', 'Cross to the left'),
  entry(['ctrl+arrowright'], { do: 'cross', right: 1, down: 0 }, 'mpr', '十字线向右', 'Cross to the right'),
  entry(['ctrl+arrowup'], { do: 'cross', right: 0, down: -1 }, 'mpr', '十字线向上', 'Cross up'),
  entry(['ctrl+arrowdown'], { do: 'cross', right: 0, down: 1 }, 'mpr', '十字线向下', 'Cross down'),
  entry(['delete', 'backspace'], { do: 'delete-measurement' }, 'other', '删除测量', 'Delete the measurement'),
  entry(['ctrl+z'], { do: 'undo' }, 'other', '撤销', 'Undo'),
  entry(['ctrl+shift+z', 'ctrl+y'], { do: 'redo' }, 'other', '重做', 'Redo'),
  entry(['g'], { do: 'key-image' }, 'other', '关键图像', 'Key image'),
  entry(
    ['shift+s'],
    { do: 'save-marks' },
    'other',
    '保存测量与关键图像(SR、KO、GSPS)',
    'Save marks as SR, KO and GSPS',
  ),
  entry(['u'], { do: 'report-measurement' }, 'other', '测量写入报告', 'Measurement into the report'),
  entry(['m'], { do: 'measurements' }, 'other', '测量列表', 'Measurement list'),
  entry(['t'], { do: 'strip' }, 'other', '序列栏', 'Series strip'),
  entry(['o'], { do: 'overlays' }, 'other', '显示 / 隐藏角注', 'Show / hide overlays'),
  entry(['?', 'f1'], { do: 'help' }, 'other', '快捷键', 'Shortcuts'),
  entry(['escape'], { do: 'cancel' }, 'other', '取消', 'Cancel'),
];
