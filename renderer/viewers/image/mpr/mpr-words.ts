/** What multiplanar reconstruction says, in both languages. */
import type { Language } from '#shared/failure.ts';
import type { PlaneName } from './planes.ts';
import type { SlabMode } from './reslice.ts';
import type { Refusal } from './volume.ts';

const zh = {
  title: '多平面重建(MPR)',
  planes: { axial: '轴位', coronal: '冠状位', sagittal: '矢状位' } as Record<PlaneName, string>,
  oblique: '斜切',
  slabs: { single: '单层', mip: 'MIP', minip: 'MinIP', mean: '平均' } as Record<SlabMode, string>,
  thickness: (mm: string) => `层厚 ${mm} mm`,
  outside: '无数据',
  loading: (n: number, m: number) => `正在载入 ${n} / ${m} 层…`,
  notToScale: '不按比例',
  tiltCorrected: (degrees: string) => `机架倾斜 ${degrees}°,已按床位方向校正`,
  decimated: (every: number) => `为节省内存,每 ${every} 层取 1 层重建`,
  missing: (n: number) => `${n} 层未能载入,其位置留空`,
  noMeasuring: '重建图像上不测量:按 Q 回到原始层面测量',
  notHere: '此操作不用于重建图像,按 Q 回到原始层面',
  leave: '返回(Q)',
  refused: '不能做多平面重建',
  refusals: {
    'too-few': '该序列少于 4 个不同位置的图像。请选择层数较多的序列。',
    mixed: '该序列含多种方向的图像(如定位像),不构成一个容积。请选择单一方向的序列。',
    phases: '该序列在同一位置有多幅图像(多期或多回波),不构成一个容积。',
    sizes: '该序列图像的大小或像素间距不一致,不构成一个容积。',
    'no-geometry': '该序列的图像没有空间位置或像素间距。重建只用于 CT、MR 等断层图像。',
    colour: '该序列是彩色图像。重建只用于灰度断层图像。',
    'not-loaded': '该序列的图像未能载入。请先重试载入图像。',
    'too-large': '该序列太大,本机内存不足以重建。请在内存更大的工作站上打开。',
  } as Record<Refusal | 'no-geometry' | 'colour' | 'not-loaded' | 'too-large', string>,
};

export type MprWords = typeof zh;

const en: MprWords = {
  title: 'Multiplanar reconstruction (MPR)',
  planes: { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' },
  oblique: 'oblique',
  slabs: { single: 'Single layer', mip: 'MIP', minip: 'MinIP', mean: 'Mean' },
  thickness: (mm) => `slab ${mm} mm`,
  outside: 'no data',
  loading: (n, m) => `Loading slice ${n} of ${m}…`,
  notToScale: 'Not to scale',
  tiltCorrected: (degrees) => `Gantry tilt ${degrees}°, corrected along the table`,
  decimated: (every) => `One slice of every ${every} is used, to save memory`,
  missing: (n) =>
    n === 1
      ? '1 slice not loaded, its place is left empty'
      : `${n} slices not loaded, their places are left empty`,
  noMeasuring: 'Reconstructions are not measured: press Q for the slices themselves',
  notHere: 'Not for reconstructions; Q goes back to the slices',
  leave: 'Back (Q)',
  refused: 'No multiplanar reconstruction',
  refusals: {
    'too-few': 'The series has fewer than 4 images at different places. Choose a series with more slices.',
    mixed:
      'The series has images in several orientations (such as a scout), which make no volume. Choose a series of one orientation.',
    phases: 'The series has several images at each place (phases or echoes), which make no single volume.',
    sizes: 'The images of the series differ in size or pixel spacing and make no volume.',
    'no-geometry':
      'The images of the series have no position or pixel spacing. Reconstruction is for slices such as CT and MR.',
    colour: 'The series is in colour. Reconstruction is for grey-scale slices.',
    'not-loaded': 'The images of the series could not be loaded. Load them again first.',
    'too-large':
      'The series is too large for the memory of this machine. Open it on a workstation with more.',
  },
};

export function mprWordsIn(language: Language): MprWords {
  return language === 'en' ? en : zh;
}
