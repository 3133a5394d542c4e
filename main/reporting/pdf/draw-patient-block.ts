/** Who and what: the patient from the order, the exam from the images, the question, and every time that matters. */
import { ageText } from '#shared/study/age.ts';
import type { Sex } from '#shared/study/kind.ts';
import type { PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const sexWords: Record<Sex, string> = { M: '男', F: '女', O: '其他', U: '未知' };

export const urgencyWords = {
  routine: '普通',
  emergency: '急诊',
  'chest-pain': '胸痛',
  stroke: '卒中',
  trauma: '创伤',
} as const;

const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Date and time to the second, in this machine's zone; a dash when it did not happen. */
export function timeText(at: number | null): string {
  return at === null ? '—' : timeFormat.format(at).replaceAll('/', '-');
}

/** Draws the block below `y`; returns the y under it. */
export function drawPatientBlock(writer: PageWriter, { body }: ReportPdfInput, y: number): number {
  const { patient, order, study, images } = body;
  const count =
    body.kind === 'ecg'
      ? ''
      : ` · ${images.received}${images.expected === null ? '' : `/${images.expected}`} 幅`;
  const rows: ReadonlyArray<ReadonlyArray<readonly [label: string, value: string, columns: number]>> = [
    [
      ['姓名', patient.name, 1],
      ['性别', sexWords[patient.sex], 1],
      ['年龄', ageText(patient.birthDate, study.acquiredAt ?? body.issuedAt) || '—', 1],
      ['患者编号', patient.id || '—', 1],
    ],
    [
      ['申请机构', body.site.name, 2],
      ['检查号', study.accessionNumber || order.orderId, 1],
      ['紧急程度', urgencyWords[order.urgency], 1],
    ],
    [
      ['检查项目', [study.modality, study.bodyPart, study.description].filter(Boolean).join(' ') + count, 2],
      ['床旁电话', order.phone || '—', 1],
      ['出生日期', patient.birthDate ?? '—', 1],
    ],
    [
      ['主诉', order.complaint || '—', 2],
      ['诊断目的', order.question || '—', 2],
    ],
    [
      ['检查时间', timeText(study.acquiredAt), 2],
      ['图像到齐', timeText(body.openedAt), 2],
    ],
    [
      ['接诊时间', timeText(body.claimedAt), 2],
      ['报告时间', timeText(body.issuedAt), 2],
    ],
  ];
  const column = writer.width / 4;
  let at = y;
  for (const row of rows) {
    let x = writer.left;
    let below = at + 18;
    for (const [label, value, columns] of row) {
      writer.setFont('regular', 9.5);
      writer.doc.fillColor('#5b6670');
      writer.line(label, x, at + 4);
      const labelWidth = writer.widthOf(label) + 8;
      writer.setFont(label === '姓名' ? 'bold' : 'regular', 10);
      writer.doc.fillColor('#111418');
      below = Math.max(
        below,
        writer.paragraph(value, x + labelWidth, at + 3.5, column * columns - labelWidth - 8, 14) + 3,
      );
      x += column * columns;
    }
    at = below;
  }
  writer.doc
    .moveTo(writer.left, at + 2)
    .lineTo(writer.right, at + 2)
    .lineWidth(0.5)
    .strokeColor('#c4ccd4')
    .stroke();
  return at + 2;
}
