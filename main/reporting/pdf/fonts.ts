/** Fonts of the report PDF: embedded Chinese, coverage checked, because a glyph that is missing vanishes in silence. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type FontName = 'regular' | 'bold' | 'wide';

/** A font program as pdfkit takes it; `family` picks the face of a collection. */
export interface FontFile {
  readonly path: string;
  readonly family?: string;
}

/** The fonts package hides its files from `exports`, so they are read by path; the pack carries them beside the station. */
export function reportFontFolder(): string {
  const packed = process.env.YUANZHEN_FONTS;
  if (packed && existsSync(join(packed, 'NotoSansHans-Regular.otf'))) return packed;
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  return join(dirname(dirname(entry)), 'fonts');
}

export function reportFonts(): { regular: Buffer; bold: Buffer } {
  const folder = reportFontFolder();
  return {
    regular: readFileSync(join(folder, 'NotoSansHans-Regular.otf')),
    bold: readFileSync(join(folder, 'NotoSansHans-Bold.otf')),
  };
}

/** Wider system fonts for names outside the embedded one (𠮷, 㛃): the first that is installed. */
const wideFonts: readonly FontFile[] = [
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { path: 'C:\\Windows\\Fonts\\simsunb.ttf' },
  { path: '/System/Library/Fonts/PingFang.ttc', family: 'PingFangSC-Regular' },
];

export function wideFont(): FontFile | null {
  return wideFonts.find((font) => existsSync(font.path)) ?? null;
}
