/** Who answers for the report: 报告医师 and, where two are required, 审核医师, with licence and signing time. */
import type { Signer } from '#shared/report/report.ts';
import { timeText } from './draw-patient-block.ts';
import type { PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const roleWords: Record<Signer['role'], string> = { author: '报告医师', reviewer: '审核医师' };

export function drawSignatures(writer: PageWriter, { signers, body }: ReportPdfInput, y: number): void {
  const top = writer.room(y + 22, 30 + signers.length * 20);
  writer.doc
    .moveTo(writer.left, top)
    .lineTo(writer.right, top)
    .lineWidth(0.5)
    .strokeColor('#c4ccd4')
    .stroke();
  let at = top + 10;
  for (const signer of signers) {
    writer.setFont('regular', 10);
    writer.doc.fillColor('#5b6670');
    writer.line(roleWords[signer.role], writer.left, at + 1);
    writer.setFont('bold', 11.5);
    writer.doc.fillColor('#111418');
    writer.line(signer.name, writer.left + 52, at);
    writer.setFont('regular', 9);
    writer.doc.fillColor('#5b6670');
    writer.line(signer.licence ? `执业证书 ${signer.licence}` : '', writer.left + 150, at + 2);
    writer.line(`电子签名 ${timeText(signer.at)}`, writer.left, at + 2, {
      width: writer.width,
      align: 'right',
    });
    at += 20;
  }
  if (body.status === 'preliminary') {
    writer.setFont('regular', 9);
    writer.doc.fillColor('#c0392b');
    writer.line('本报告为初步报告,以正式报告为准。', writer.left, at + 2);
  }
}
