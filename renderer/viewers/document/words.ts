/** Words of the document viewer, Chinese first; the viewer stands alone and takes its language from outside. */
import type { Language } from '#shared/failure.ts';

const chinese = {
  viewer: '文档',
  notMeasurable: '图片心电图,不可自动测量',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '适合窗口',
  rotate: '旋转',
  previous: '上一页',
  next: '下一页',
  page: '第 {page} / {pages} 页',
  loading: '正在打开…',
  tooManyPages: '文档共 {count} 页,仅显示前 {shown} 页',
  scriptsNotRun: 'PDF 中的脚本、链接与附件不会执行',
  documents: '文档',
  keys: '+ − 缩放 · 0 适合窗口 · R 旋转 · PgUp PgDn 翻页',
};

export type DocumentWords = Readonly<Record<keyof typeof chinese, string>>;

const english: DocumentWords = {
  viewer: 'Document',
  notMeasurable: 'Picture ECG: nothing on it can be measured',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit to window',
  rotate: 'Rotate',
  previous: 'Previous page',
  next: 'Next page',
  page: 'Page {page} / {pages}',
  loading: 'Opening…',
  tooManyPages: 'The document has {count} pages, the first {shown} are shown',
  scriptsNotRun: 'Scripts, links and attachments of a PDF are never run',
  documents: 'Documents',
  keys: '+ − zoom · 0 fit · R rotate · PgUp PgDn pages',
};

export function documentWords(language: Language): DocumentWords {
  return language === 'zh-CN' ? chinese : english;
}

export function filled(text: string, values: Readonly<Record<string, number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
