/** Window presets by modality, on the number keys; widths and centres in the image's own units (HU for CT). */

import type { Keymap } from '#shared/contract/keymap.ts';

export interface Preset {
  readonly key: string;
  readonly width: number;
  readonly center: number;
  readonly 'zh-CN': string;
  readonly en: string;
}

const ct: readonly Preset[] = [
  { key: '1', width: 1500, center: -600, 'zh-CN': '肺窗', en: 'Lung' },
  { key: '2', width: 350, center: 40, 'zh-CN': '纵隔窗', en: 'Mediastinum' },
  { key: '3', width: 400, center: 50, 'zh-CN': '腹部窗', en: 'Abdomen' },
  { key: '4', width: 1800, center: 400, 'zh-CN': '骨窗', en: 'Bone' },
  { key: '5', width: 80, center: 40, 'zh-CN': '脑窗', en: 'Brain' },
  { key: '6', width: 40, center: 40, 'zh-CN': '卒中窗', en: 'Stroke' },
  { key: '7', width: 200, center: 75, 'zh-CN': '硬膜下窗', en: 'Subdural' },
  { key: '8', width: 150, center: 80, 'zh-CN': '肝窗', en: 'Liver' },
  { key: '9', width: 600, center: 200, 'zh-CN': '血管窗', en: 'Angiography' },
];

const byModality: Readonly<Record<string, readonly Preset[]>> = { CT: ct };

/** A reader's own widths and centres by number key, in HU. */
export type OwnWindows = NonNullable<Keymap['windows']>;

/** Presets of a modality, the reader's own in place of the built-in ones. Other modalities have no absolute scale: their keys narrow or widen the image's own window. */
export function presetsFor(modality: string, own: OwnWindows = {}): readonly Preset[] {
  return (byModality[modality] ?? []).map((preset) => ({ ...preset, ...own[preset.key] }));
}

/** A preset relative to the image's own window, for modalities without an absolute scale. */
export interface RelativePreset {
  readonly key: string;
  readonly widthFactor: number;
  /** Shift of the centre as a share of the own width. */
  readonly centerShift: number;
  readonly 'zh-CN': string;
  readonly en: string;
}

export const relativePresets: readonly RelativePreset[] = [
  { key: '1', widthFactor: 1, centerShift: 0, 'zh-CN': '原始窗', en: 'Own window' },
  { key: '2', widthFactor: 0.7, centerShift: 0, 'zh-CN': '高对比', en: 'High contrast' },
  { key: '3', widthFactor: 1.4, centerShift: 0, 'zh-CN': '低对比', en: 'Low contrast' },
  { key: '4', widthFactor: 1, centerShift: -0.2, 'zh-CN': '较亮', en: 'Brighter' },
  { key: '5', widthFactor: 1, centerShift: 0.2, 'zh-CN': '较暗', en: 'Darker' },
];
