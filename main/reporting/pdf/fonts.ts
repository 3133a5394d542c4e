/** Fonts of the report PDF: embedded Chinese, coverage checked, because a glyph that is missing vanishes in silence. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type FontProgram } from 'fontkit';

export type FontName = 'regular' | 'bold' | 'wide';

/** `family` picks the face of a collection, by its PostScript name. */
interface FontFile {
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

let parsed: { readonly regular: FontProgram; readonly bold: FontProgram } | null = null;

/** Parsed once for all documents of a thread: reading 65,000 glyphs anew took most of the time a report is drawn in. */
export function reportFonts(): NonNullable<typeof parsed> {
  const folder = reportFontFolder();
  parsed ??= {
    regular: create(readFileSync(join(folder, 'NotoSansHans-Regular.otf'))),
    bold: create(readFileSync(join(folder, 'NotoSansHans-Bold.otf'))),
  };
  return parsed;
}

/** Wider system fonts for names outside the embedded one (𠮷, 㛃): the first that is installed. */
const wideFonts: readonly FontFile[] = [
  { path: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { path: 'C:\\Windows\\Fonts\\simsunb.ttf' },
  { path: '/System/Library/Fonts/PingFang.ttc', family: 'PingFangSC-Regular' },
];

let parsedWide: FontProgram | null | undefined;

/** Parsed when the first name asks for it; null where none is installed. */
export function wideFont(): FontProgram | null {
  if (parsedWide === undefined) {
    const found = wideFonts.find((font) => existsSync(font.path));
    parsedWide = found === undefined ? null : create(readFileSync(found.path), found.family);
  }
  return parsedWide;
}
