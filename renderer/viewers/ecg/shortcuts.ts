/** The keys of the ECG viewer: one table for the handler and for the help overlay. */
import type { TracingLayout } from '#shared/ecg/tracing.ts';
import type { Language } from '#shared/failure.ts';

/** The panels beside the paper. */
export const panelNames = ['measure', 'median', 'beats', 'st-map', 'vector'] as const;
export type PanelName = (typeof panelNames)[number];

export type EcgAction =
  | `layout-${TracingLayout}`
  | `panel-${PanelName}`
  | 'cabrera'
  | 'extra-leads'
  | 'filter-high'
  | 'filter-low'
  | 'filter-notch'
  | 'filter-baseline'
  | 'filter-none'
  | 'march'
  | 'next-point'
  | 'gain-up'
  | 'gain-down'
  | 'speed-up'
  | 'speed-down'
  | 'mode'
  | 'fit'
  | 'theme'
  | 'rhythm-lead'
  | 'next-page'
  | 'previous-page'
  | 'new-time'
  | 'new-voltage'
  | 'left'
  | 'right'
  | 'left-ten'
  | 'right-ten'
  | 'up'
  | 'down'
  | 'up-ten'
  | 'down-ten'
  | 'switch-leg'
  | 'next-caliper'
  | 'previous-caliper'
  | 'delete'
  | 'copy'
  | 'deselect';

export interface EcgShortcut {
  readonly action: EcgAction;
  /** KeyboardEvent.key, with `Shift+` before it where Shift is held and changes the meaning. */
  readonly keys: readonly string[];
  readonly label: Readonly<Record<Language, string>>;
}

export const ecgShortcuts: readonly EcgShortcut[] = [
  { action: 'layout-3x4+1R', keys: ['1'], label: { 'zh-CN': '布局 3×4+1R', en: 'Layout 3×4+1R' } },
  { action: 'layout-6x2', keys: ['2'], label: { 'zh-CN': '布局 6×2', en: 'Layout 6×2' } },
  { action: 'layout-12x1', keys: ['3'], label: { 'zh-CN': '布局 12×1', en: 'Layout 12×1' } },
  { action: 'layout-3x4', keys: ['4'], label: { 'zh-CN': '布局 3×4', en: 'Layout 3×4' } },
  { action: 'layout-3x4+3R', keys: ['5'], label: { 'zh-CN': '布局 3×4+3R', en: 'Layout 3×4+3R' } },
  { action: 'layout-6x2+1R', keys: ['6'], label: { 'zh-CN': '布局 6×2+1R', en: 'Layout 6×2+1R' } },
  {
    action: 'layout-single',
    keys: ['7'],
    label: { 'zh-CN': '单导联(R 换导联)', en: 'Single lead (R: next)' },
  },
  {
    action: 'cabrera',
    keys: ['8'],
    label: { 'zh-CN': '导联顺序 标准 / Cabrera', en: 'Leads standard / Cabrera' },
  },
  {
    action: 'extra-leads',
    keys: ['9'],
    label: { 'zh-CN': '附加导联(15/18 导联)', en: 'Further leads (15/18 leads)' },
  },
  {
    action: 'filter-high',
    keys: ['h'],
    label: { 'zh-CN': '显示滤波:高通', en: 'Display filter: high-pass' },
  },
  { action: 'filter-low', keys: ['w'], label: { 'zh-CN': '显示滤波:低通', en: 'Display filter: low-pass' } },
  { action: 'filter-notch', keys: ['n'], label: { 'zh-CN': '显示滤波:陷波', en: 'Display filter: notch' } },
  {
    action: 'filter-baseline',
    keys: ['z'],
    label: { 'zh-CN': '显示滤波:去基线漂移', en: 'Display filter: baseline' },
  },
  { action: 'filter-none', keys: ['0'], label: { 'zh-CN': '显示不滤波', en: 'No display filter' } },
  { action: 'panel-measure', keys: ['p'], label: { 'zh-CN': '测量面板', en: 'Measurements' } },
  { action: 'panel-median', keys: ['b'], label: { 'zh-CN': '中位搏动', en: 'Median beat' } },
  { action: 'panel-beats', keys: ['l'], label: { 'zh-CN': '心搏列表与 RR 图', en: 'Beats and RR plots' } },
  { action: 'panel-st-map', keys: ['s'], label: { 'zh-CN': 'ST 图', en: 'ST map' } },
  { action: 'panel-vector', keys: ['o'], label: { 'zh-CN': '心电向量环', en: 'Vector loop' } },
  {
    action: 'next-point',
    keys: ['k'],
    label: { 'zh-CN': '中位搏动:下一定点(← → 移动)', en: 'Median beat: next point (← → move it)' },
  },
  { action: 'gain-up', keys: ['+', '='], label: { 'zh-CN': '增益加大', en: 'More gain' } },
  { action: 'gain-down', keys: ['-'], label: { 'zh-CN': '增益减小', en: 'Less gain' } },
  { action: 'speed-up', keys: ['.'], label: { 'zh-CN': '走纸加快', en: 'Faster paper' } },
  { action: 'speed-down', keys: [','], label: { 'zh-CN': '走纸减慢', en: 'Slower paper' } },
  {
    action: 'mode',
    keys: ['m'],
    label: { 'zh-CN': '各列连续 / 同步', en: 'Columns continuous / simultaneous' },
  },
  { action: 'fit', keys: ['f'], label: { 'zh-CN': '适应窗口 / 真实比例', en: 'Fit / true scale' } },
  { action: 'theme', keys: ['g'], label: { 'zh-CN': '图纸 粉色 / 深色', en: 'Paper pink / dark' } },
  { action: 'rhythm-lead', keys: ['r'], label: { 'zh-CN': '换节律导联', en: 'Next rhythm lead' } },
  { action: 'next-page', keys: [']', 'PageDown'], label: { 'zh-CN': '下一页', en: 'Next page' } },
  { action: 'previous-page', keys: ['[', 'PageUp'], label: { 'zh-CN': '上一页', en: 'Previous page' } },
  { action: 'new-time', keys: ['t'], label: { 'zh-CN': '新建时间分规', en: 'New time caliper' } },
  { action: 'new-voltage', keys: ['v'], label: { 'zh-CN': '新建电压分规', en: 'New voltage caliper' } },
  { action: 'left', keys: ['ArrowLeft'], label: { 'zh-CN': '左移一个采样点', en: 'One sample left' } },
  { action: 'right', keys: ['ArrowRight'], label: { 'zh-CN': '右移一个采样点', en: 'One sample right' } },
  {
    action: 'left-ten',
    keys: ['Shift+ArrowLeft'],
    label: { 'zh-CN': '左移十个采样点', en: 'Ten samples left' },
  },
  {
    action: 'right-ten',
    keys: ['Shift+ArrowRight'],
    label: { 'zh-CN': '右移十个采样点', en: 'Ten samples right' },
  },
  {
    action: 'up',
    keys: ['ArrowUp'],
    label: { 'zh-CN': '电压上移 1 LSB / 换到上一导联', en: 'One LSB up / lead above' },
  },
  {
    action: 'down',
    keys: ['ArrowDown'],
    label: { 'zh-CN': '电压下移 1 LSB / 换到下一导联', en: 'One LSB down / lead below' },
  },
  { action: 'up-ten', keys: ['Shift+ArrowUp'], label: { 'zh-CN': '电压上移 10 LSB', en: 'Ten LSB up' } },
  {
    action: 'down-ten',
    keys: ['Shift+ArrowDown'],
    label: { 'zh-CN': '电压下移 10 LSB', en: 'Ten LSB down' },
  },
  {
    action: 'march',
    keys: ['a'],
    label: { 'zh-CN': '时间分规等距行进', en: 'March the time caliper' },
  },
  {
    action: 'switch-leg',
    keys: [' ', 'x'],
    label: { 'zh-CN': '切换移动:终点 / 起点 / 整体', en: 'Move end / start / whole' },
  },
  { action: 'next-caliper', keys: ['Tab'], label: { 'zh-CN': '下一个分规', en: 'Next caliper' } },
  {
    action: 'previous-caliper',
    keys: ['Shift+Tab'],
    label: { 'zh-CN': '上一个分规', en: 'Previous caliper' },
  },
  { action: 'delete', keys: ['Delete', 'Backspace'], label: { 'zh-CN': '删除分规', en: 'Delete caliper' } },
  { action: 'copy', keys: ['c'], label: { 'zh-CN': '复制测量值', en: 'Copy measurement' } },
  { action: 'deselect', keys: ['Escape'], label: { 'zh-CN': '取消选择', en: 'Deselect' } },
];

/** The key of a panel, as it is printed. */
export const keyOfPanel = (name: PanelName): string =>
  (ecgShortcuts.find(({ action }) => action === `panel-${name}`)?.keys[0] ?? '').toUpperCase();

/** The layout that a layout action asks for. */
export function layoutOfAction(action: `layout-${TracingLayout}`): TracingLayout {
  return action.slice('layout-'.length) as TracingLayout;
}

const byKey = new Map(ecgShortcuts.flatMap(({ action, keys }) => keys.map((key) => [key, action] as const)));

/** The action of a key press; undefined for keys of others (with Ctrl, Alt or ⌘ nothing is ours). */
export function actionOfKey(press: {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): EcgAction | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return (press.shiftKey ? byKey.get(`Shift+${key}`) : undefined) ?? byKey.get(key);
}
