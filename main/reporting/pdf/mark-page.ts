/** What every page says of the report as a whole, under its text. */
import type { ReportStatus } from '#shared/report/report.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const watermarks: Partial<
  Record<ReportStatus, { readonly text: string; readonly size: number; readonly opacity: number }>
> = {
  preliminary: { text: '初步报告 以正式报告为准', size: 40, opacity: 0.1 },
  withdrawn: { text: '已撤回', size: 150, opacity: 0.14 },
};

/** On every page: 演示数据 for the practice region, the watermark of a preliminary or a withdrawn report. */
export function markPage(doc: PDFKit.PDFDocument, { body }: ReportPdfInput): void {
  const { width, height } = doc.page;
  doc.save();
  const mark = watermarks[body.status];
  if (mark !== undefined) {
    doc.rotate(-32, { origin: [width / 2, height / 2] });
    doc.font('bold').fontSize(mark.size).fillColor('#c0392b').fillOpacity(mark.opacity);
    doc.text(mark.text, 0, height / 2 - mark.size * 0.6, { width, align: 'center', lineBreak: false });
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
