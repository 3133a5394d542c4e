/** The picture of a picture ECG, on pages of its own in place of the tracing: as it came, and marked as not measurable. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { DocumentBytes } from '#shared/formats/document/find-document.ts';
import { isDecodable, pictureFacts } from '#shared/formats/document/picture-size.ts';
import { timeText } from './draw-patient-block.ts';
import type { PagePlaces } from './embed-pages.ts';
import { markPage } from './mark-page.ts';
import { millimetre, type PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const room = { leftMm: 14, topMm: 28, widthMm: 269, heightMm: 160 } as const;
/** A cart prints one to three pages; the original holds the rest. */
const mostPages = 4;
/** A picture larger than this is not drawn into the report: it would have to be decoded here. */
const mostDrawnPixels = 40_000_000;

/** Draws a picture; of a PDF it makes the pages and answers where its own pages are to be put. */
export async function drawPicture(
  writer: PageWriter,
  input: ReportPdfInput,
  picture: DocumentBytes,
): Promise<Omit<PagePlaces, 'bytes'> | null> {
  if (picture.format !== 'pdf') {
    openPage(writer, input, '');
    drawImage(writer, picture);
    return null;
  }
  const count = await countPages(picture.bytes);
  const shown = Math.min(count, mostPages);
  const first = writer.doc.bufferedPageRange().count;
  for (let page = 0; page < shown; page++) {
    openPage(writer, input, count > 1 ? `第 ${page + 1} / ${count} 页` : '');
  }
  if (shown > 0) return { first, count: shown, ...inPoints() };
  openPage(writer, input, '');
  note(writer, '原始 PDF 无法嵌入报告(已加密或损坏),请在系统中查看原件。');
  return null;
}

function openPage(writer: PageWriter, input: ReportPdfInput, page: string): void {
  const { doc } = writer;
  const { body } = input;
  const left = room.leftMm * millimetre;
  doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
  markPage(doc, input);
  writer.setFont('bold', 12);
  doc.fillColor('#111418');
  writer.line(`${body.patient.name}  ${body.site.name}  图片心电图,不可自动测量`, left, 10 * millimetre);
  writer.setFont('regular', 9);
  doc.fillColor('#5b6670');
  const acquired = body.study.acquiredAt === null ? '' : `采集 ${timeText(body.study.acquiredAt)}   `;
  writer.line(`${acquired}按原图缩放,不代表走纸速度与增益   ${page}`, left, 18 * millimetre);
}

function drawImage(writer: PageWriter, { bytes, format }: DocumentBytes): void {
  const facts = format === 'pdf' ? null : pictureFacts(bytes, format);
  const tooLarge =
    facts === null || !isDecodable(facts) || (facts.rows ?? 0) * (facts.columns ?? 0) > mostDrawnPixels;
  if (tooLarge) {
    note(writer, '原始图片过大,未嵌入报告,请在系统中查看原件。');
    return;
  }
  const { x, y, width, height } = inPoints();
  try {
    writer.doc.image(Buffer.from(bytes), x, y, { fit: [width, height], align: 'center', valign: 'center' });
  } catch {
    note(writer, '原始图片无法嵌入报告,请在系统中查看原件。');
  }
}

function note(writer: PageWriter, text: string): void {
  writer.setFont('regular', 11);
  writer.doc.fillColor('#111418');
  writer.line(text, room.leftMm * millimetre, (room.topMm + 10) * millimetre);
}

/** 0 when the PDF cannot be read. */
async function countPages(bytes: Uint8Array): Promise<number> {
  try {
    return (await PDFDocument.load(bytes, { updateMetadata: false })).getPageCount();
  } catch {
    return 0;
  }
}

function inPoints(): { x: number; y: number; width: number; height: number } {
  return {
    x: room.leftMm * millimetre,
    y: room.topMm * millimetre,
    width: room.widthMm * millimetre,
    height: room.heightMm * millimetre,
  };
}
