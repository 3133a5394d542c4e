/** The sheet the report is written on: fonts with fallback, margins, flowing text, page breaks. Lengths are in PDF points. */
import type { FontProgram } from 'fontkit';
import PDFDocument from 'pdfkit';
import { type FontName, reportFonts, wideFont } from './fonts.ts';

export const millimetre = 72 / 25.4;
export const pageMargin = 18 * millimetre;

export interface PageWriter {
  readonly doc: PDFKit.PDFDocument;
  /** Left edge, right edge and width of the text. */
  readonly left: number;
  readonly right: number;
  readonly width: number;
  /** Code points that no font had and that were printed as U+XXXX. */
  readonly substituted: Set<string>;
  setFont(font: FontName, size: number): void;
  /** Width of a text in the current font and size. */
  widthOf(text: string): number;
  /** One line at a place, every character from a font that has it. */
  line(
    text: string,
    x: number,
    y: number,
    options?: { width?: number; align?: 'left' | 'center' | 'right' },
  ): void;
  /** A paragraph wrapped to `width` from (x, y); breaks the page when it must. Returns the y below it. */
  paragraph(text: string, x: number, y: number, width: number, lineHeight: number): number;
  /** Makes room for `height` below y: y itself, or the top of a new page. */
  room(y: number, height: number): number;
}

interface Run {
  readonly font: FontName;
  readonly text: string;
}

/** Opens an A4 document with the fonts loaded. `onPage` is called for each new page (watermark, header). */
export function openPageWriter(
  info: PDFKit.DocumentInfo,
  onPage: (doc: PDFKit.PDFDocument) => void,
  layout: 'portrait' | 'landscape' = 'portrait',
): PageWriter {
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margin: 0,
    bufferPages: true,
    info,
    pdfVersion: '1.7',
    lang: 'zh-CN',
  });
  // pdfkit takes a parsed font as well as its bytes; its types do not say so.
  const register = (name: FontName, program: FontProgram) =>
    doc.registerFont(name, program as unknown as PDFKit.Mixins.PDFFontSource);
  const { regular, bold } = reportFonts();
  register('regular', regular);
  register('bold', bold);

  const substituted = new Set<string>();
  let current: FontName = 'regular';
  let size = 10;

  const wideHas = (codePoint: number): boolean => {
    const wide = wideFont();
    if (wide === null || !wide.hasGlyphForCodePoint(codePoint)) return false;
    register('wide', wide);
    return true;
  };

  const runsOf = (text: string): Run[] => {
    const runs: { font: FontName; text: string }[] = [];
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 32;
      let font = current;
      let shown = character;
      if (codePoint < 32) shown = ' ';
      else if (!(current === 'bold' ? bold : regular).hasGlyphForCodePoint(codePoint)) {
        if (wideHas(codePoint)) font = 'wide';
        else {
          shown = `[U+${codePoint.toString(16).toUpperCase()}]`;
          substituted.add(shown);
        }
      }
      const last = runs.at(-1);
      if (last && last.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  };

  const widthOf = (text: string): number => {
    let total = 0;
    for (const run of runsOf(text)) total += doc.font(run.font).fontSize(size).widthOfString(run.text);
    doc.font(current);
    return total;
  };

  const left = pageMargin;
  const right = doc.page.width - pageMargin;
  const bottom = doc.page.height - 24 * millimetre;
  onPage(doc);

  const writer: PageWriter = {
    doc,
    left,
    right,
    width: right - left,
    substituted,
    setFont(font, newSize) {
      current = font;
      size = newSize;
      doc.font(font).fontSize(newSize);
    },
    widthOf,
    line(text, x, y, options = {}) {
      const { width = 0, align = 'left' } = options;
      const free = width - (align === 'left' ? 0 : widthOf(text));
      let at = x + (align === 'center' ? free / 2 : align === 'right' ? free : 0);
      for (const run of runsOf(text)) {
        doc.font(run.font).fontSize(size).text(run.text, at, y, { lineBreak: false, baseline: 'top' });
        at += doc.widthOfString(run.text);
      }
      doc.font(current);
    },
    paragraph(text, x, y, width, lineHeight) {
      let at = y;
      for (const wrapped of text
        .replace(/\r\n?/g, '\n')
        .split('\n')
        .flatMap((row) => wrapText(row, width, widthOf))) {
        at = writer.room(at, lineHeight);
        writer.line(wrapped, x, at);
        at += lineHeight;
      }
      return at;
    },
    room(y, height) {
      if (y + height <= bottom) return y;
      doc.addPage({ size: 'A4', margin: 0 });
      onPage(doc);
      doc.font(current).fontSize(size);
      return pageMargin;
    },
  };
  return writer;
}

/** Characters that must not begin a line in Chinese typesetting (避头点). */
const neverFirst = new Set('，。、；：？！）》」』】〕”’,.;:?!)]%');

/** Breaks one row into lines no wider than `width`: between Chinese characters anywhere, in Latin words at blanks. */
export function wrapText(row: string, width: number, widthOf: (text: string) => number): string[] {
  const pieces = row.match(/[\w.,:;%°µ/+\-()×]+\s?|\s+|./gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width && !neverFirst.has(piece)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
    while (widthOf(line) > width && [...line].length > 1 && !neverFirst.has(piece)) {
      const fitting = longestFitting(line, width, widthOf);
      lines.push(line.slice(0, fitting));
      line = line.slice(fitting);
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

function longestFitting(text: string, width: number, widthOf: (text: string) => number): number {
  let length = 0;
  for (const character of text) {
    if (length > 0 && widthOf(text.slice(0, length + character.length)) > width) break;
    length += character.length;
  }
  return length;
}
