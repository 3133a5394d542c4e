/** What every page says of the report as a whole, under its text. */
import type { ReportPdfInput } from './report-pdf-input.ts';

/** On every page: 演示数据 for the practice region, the watermark of a preliminary report. */
export function markPage(doc: PDFKit.PDFDocument, { body }: ReportPdfInput): void {
  const { width, height } = doc.page;
  doc.save();
  if (body.status === 'preliminary') {
    doc.rotate(-32, { origin: [width / 2, height / 2] });
    doc.font('bold').fontSize(40).fillColor('#c0392b').fillOpacity(0.1);
    doc.text('初步报告 以正式报告为准', 0, height / 2 - 24, { width, align: 'center', lineBreak: false });
  }
  doc.restore();
  if (body.simulation) {
    doc.save();
    doc.rect(0, 0, width, 18).fill('#b45309');
    doc.font('bold').fontSize(9).fillColor('#ffffff');
    doc.text('演示数据 · 非真实患者 · 不得用于临床', 0, 4, { width, align: 'center', lineBreak: false });
    doc.restore();
  }
  doc.fillOpacity(1).fillColor('#111418');
}
