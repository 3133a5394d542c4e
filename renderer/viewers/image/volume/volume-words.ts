/** What the volume in three dimensions says, in both languages. */
import type { Language } from '#shared/failure.ts';
import type { VolumePreset } from './transfer.ts';

/** Why there is none, beside the reasons that a series makes no volume at all. */
export type VolumeRefusal = 'not-ct' | 'few-slices' | 'graphics';

const zh = {
  title: '三维容积重建',
  presets: { bone: '骨', vessel: '血管', lung: '肺' } as Record<VolumePreset, string>,
  keys: '1 骨  2 血管  3 肺  方向键或拖动旋转',
  lookOnly: '仅供观察,不作测量依据',
  refused: '不能做三维容积重建',
  leave: '返回(Shift+V)',
  notHere: '此操作不用于三维容积重建,按 Shift+V 回到原始层面',
  refusals: {
    'not-ct': '三维容积重建按 CT 值(HU)着色,只用于 CT 序列。',
    'few-slices': '该序列少于 16 层,看不出立体形态。请选择层数较多的薄层序列。',
    graphics: '本机的图形处理器不能绘制三维容积(需要 WebGL 2)。请用多平面重建(Q),或在其他工作站上打开。',
  } as Record<VolumeRefusal, string>,
};

export type VolumeWords = typeof zh;

const en: VolumeWords = {
  title: 'Volume in three dimensions',
  presets: { bone: 'Bone', vessel: 'Vessel', lung: 'Lung' },
  keys: '1 bone  2 vessel  3 lung  arrows or drag to turn',
  lookOnly: 'To look at, not to measure',
  refused: 'No volume in three dimensions',
  leave: 'Back (Shift+V)',
  notHere: 'Not for the volume; Shift+V goes back to the slices',
  refusals: {
    'not-ct': 'The volume is coloured by CT values (HU): it is for CT series only.',
    'few-slices':
      'The series has fewer than 16 slices: no shape can be seen. Choose a thin series with more.',
    graphics:
      'The graphics of this machine cannot draw the volume (WebGL 2 is needed). Use reconstruction (Q), or another workstation.',
  },
};

export function volumeWordsIn(language: Language): VolumeWords {
  return language === 'en' ? en : zh;
}
