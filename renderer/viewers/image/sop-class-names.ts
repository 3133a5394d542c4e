/** Names of the storage classes that are not images, for the card shown instead of a picture (PS3.6 annex A). */
import type { Language } from '#shared/failure.ts';

const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '1.2.840.10008.5.1.4.1.1.88.11': { 'zh-CN': '基本文本结构化报告', en: 'Basic Text SR' },
  '1.2.840.10008.5.1.4.1.1.88.22': { 'zh-CN': '增强结构化报告', en: 'Enhanced SR' },
  '1.2.840.10008.5.1.4.1.1.88.33': { 'zh-CN': '综合结构化报告', en: 'Comprehensive SR' },
  '1.2.840.10008.5.1.4.1.1.88.34': { 'zh-CN': '三维综合结构化报告', en: 'Comprehensive 3D SR' },
  '1.2.840.10008.5.1.4.1.1.88.50': { 'zh-CN': '乳腺 CAD 报告', en: 'Mammography CAD SR' },
  '1.2.840.10008.5.1.4.1.1.88.59': { 'zh-CN': '关键对象选择', en: 'Key Object Selection' },
  '1.2.840.10008.5.1.4.1.1.88.67': { 'zh-CN': 'X 线剂量报告', en: 'X-Ray Radiation Dose SR' },
  '1.2.840.10008.5.1.4.1.1.104.1': { 'zh-CN': 'PDF 文档', en: 'Encapsulated PDF' },
  '1.2.840.10008.5.1.4.1.1.104.2': { 'zh-CN': 'CDA 文档', en: 'Encapsulated CDA' },
  '1.2.840.10008.5.1.4.1.1.11.1': { 'zh-CN': '灰阶显示状态', en: 'Grayscale Softcopy Presentation State' },
  '1.2.840.10008.5.1.4.1.1.11.2': { 'zh-CN': '彩色显示状态', en: 'Color Softcopy Presentation State' },
  '1.2.840.10008.5.1.4.1.1.481.3': { 'zh-CN': '放疗结构集', en: 'RT Structure Set' },
  '1.2.840.10008.5.1.4.1.1.481.5': { 'zh-CN': '放疗计划', en: 'RT Plan' },
  '1.2.840.10008.5.1.4.1.1.481.8': { 'zh-CN': '离子放疗计划', en: 'RT Ion Plan' },
  '1.2.840.10008.5.1.4.1.1.66': { 'zh-CN': '原始数据', en: 'Raw Data' },
  '1.2.840.10008.5.1.4.1.1.66.1': { 'zh-CN': '空间配准', en: 'Spatial Registration' },
  '1.2.840.10008.5.1.4.1.1.9.1.1': { 'zh-CN': '12 导联心电图', en: '12-lead ECG Waveform' },
  '1.2.840.10008.5.1.4.1.1.9.1.2': { 'zh-CN': '心电波形', en: 'General ECG Waveform' },
};

/** A readable name of a SOP class; the UID itself when it is not in the table. */
export function sopClassName(uid: string, language: Language): string {
  return names[uid]?.[language] ?? uid;
}
