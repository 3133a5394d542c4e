/** What an amended report says of the one before it: why, what it said, what it says now; a withdrawal says it large. */
import { type Amendment, amendReasonWords } from '#shared/report/amendment.ts';
import { timeText } from './draw-patient-block.ts';
import type { PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const red = '#b3261e';
const grey = '#5b6670';
const black = '#111418';

/** Draws the block below `y`; returns the y under it, `y` itself for a report that amends nothing. */
export function drawAmendment(writer: PageWriter, { body }: ReportPdfInput, y: number): number {
  const { amendment, status } = body;
  if (amendment === undefined) return y;
  const withdrawn = status === 'withdrawn';
  let at = writer.room(y + 12, 96);
  if (withdrawn) {
    writer.doc.lineWidth(2).strokeColor(red).rect(writer.left, at, writer.width, 44).stroke();
    writer.setFont('bold', 24);
    writer.doc.fillColor(red);
    writer.line('已撤回 · 请勿使用', writer.left, at + 9, { width: writer.width, align: 'center' });
    at += 56;
  }
  const { former, first } = amendment;
  at = paragraph(writer, at, { title: titles[status] ?? '', text: reasonText(amendment), colour: red });
  const origin =
    first.version === former.version
      ? `原报告:第 ${first.version} 版,${first.author},${timeText(first.issuedAt)}`
      : `首份报告:第 ${first.version} 版,${first.author},${timeText(first.issuedAt)};上一版:第 ${former.version} 版,${former.author},${timeText(former.issuedAt)}`;
  at = paragraph(writer, at, { title: '', text: origin, colour: grey });
  const ecg = body.kind === 'ecg';
  const fields = [
    ['findings', ecg ? '心电图所见' : '影像所见'],
    ['impression', ecg ? '心电图诊断' : '诊断意见'],
    ['recommendation', '建议'],
  ] as const;
  if (status === 'addendum') return at;
  for (const [field, title] of fields) {
    const before = former[field].trim();
    if (withdrawn && field === 'impression') {
      at = paragraph(writer, at, {
        title: `${title}(作废)`,
        text: before || '—',
        colour: grey,
        struck: true,
      });
      continue;
    }
    const now = body.content[field].trim();
    if (withdrawn || before === now) continue;
    at = paragraph(writer, at, {
      title: `${title} 更正前`,
      text: before || '(无)',
      colour: grey,
      struck: before !== '',
    });
    at = paragraph(writer, at, { title: `${title} 更正后`, text: now || '(无)', colour: black });
  }
  return at;
}

const titles: Partial<Record<ReportPdfInput['body']['status'], string>> = {
  corrected: '更正原因',
  withdrawn: '撤回原因',
  addendum: '补充原因',
};

function reasonText({ reason, note }: Amendment): string {
  return [amendReasonWords[reason], note].filter((part) => part !== '').join(';');
}

function paragraph(
  writer: PageWriter,
  y: number,
  given: {
    readonly title: string;
    readonly text: string;
    readonly colour: string;
    readonly struck?: boolean;
  },
): number {
  let at = writer.room(y, 18);
  if (given.title !== '') {
    writer.setFont('bold', 9.5);
    writer.doc.fillColor(red);
    writer.line(given.title, writer.left, at);
  }
  const indent = given.title === '' ? 0 : 96;
  writer.setFont('regular', 9.5);
  writer.doc.fillColor(given.colour);
  const from = at;
  const pages = writer.doc.bufferedPageRange().count;
  at = writer.paragraph(given.text, writer.left + indent, at, writer.width - indent, 15);
  // A struck text is marked by a rule at its side: a line through 汉字 makes them hard to tell apart.
  if (given.struck === true && writer.doc.bufferedPageRange().count === pages) {
    writer.doc
      .moveTo(writer.left + indent - 6, from)
      .lineTo(writer.left + indent - 6, at - 2)
      .lineWidth(1.5)
      .strokeColor(red)
      .stroke();
  }
  return at + 3;
}
