/** The report as a page: title, patient block, times, findings, impression, limits, doctors, code (journey step 10). */
import { createHash } from 'node:crypto';
import QRCode from 'qrcode';
import { markManual } from '#shared/report/numbers/mark-manual.ts';
import { paperCode } from '#shared/report/paper-code.ts';
import type { ReportStatus } from '#shared/report/report.ts';
import { drawAmendment } from './draw-amendment.ts';
import { drawPatientBlock, timeText } from './draw-patient-block.ts';
import { drawPicture } from './draw-picture.ts';
import { drawSignatures } from './draw-signatures.ts';
import { drawStrips } from './draw-strips.ts';
import { drawTracing } from './draw-tracing.ts';
import { embedPages } from './embed-pages.ts';
import { markPage } from './mark-page.ts';
import { openPageWriter, type PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const accent = '#1d4f7c';
const grey = '#5b6670';
/** In points: 20 mm, half a millimetre for each square of a report's code. */
const codeSize = 57;

/** Draws the whole report; the bytes of the PDF, and what no font could write. */
export async function drawReport(input: ReportPdfInput): Promise<{ pdf: Buffer; substituted: string[] }> {
  const { body } = input;
  const writer = openPageWriter(
    {
      Title: `${body.centre} ${titleOf(input)}`,
      Author: input.signers.map((signer) => signer.name).join(' '),
      Creator: 'Yuanzhen 远诊',
      CreationDate: new Date(body.issuedAt),
    },
    (doc) => markPage(doc, input),
  );
  const finished = collect(writer.doc);
  let y = drawHead(writer, input);
  y = drawPatientBlock(writer, input, y);
  y = drawAmendment(writer, input, y);
  const ecg = body.kind === 'ecg';
  const written = (field: 'findings' | 'impression' | 'recommendation'): string =>
    markManual(body.content, field);
  y = drawSection(writer, ecg ? '心电图所见' : '影像所见', written('findings'), y, 'regular');
  y = drawSection(writer, ecg ? '心电图诊断' : '诊断意见', written('impression'), y, 'bold');
  y = drawSection(writer, '建议', written('recommendation'), y, 'regular');
  y = drawSection(writer, '会诊', consultedIn(input).join('\n'), y, 'regular');
  y = drawSection(writer, '危急值已通知', noticesOf(input).join('\n'), y, 'bold');
  y = drawSection(writer, '诊断局限', limitsOf(input).join('\n'), y, 'regular');
  drawSignatures(writer, input, y);
  const recordings = input.waveform === null ? [] : [input.waveform, ...(input.further ?? [])];
  for (const [index, waveform] of recordings.entries())
    drawTracing(writer, input, waveform, input.place ?? { number: index + 1, of: recordings.length });
  if (input.long) drawStrips(writer, input, input.long);
  const pages = input.picture === null ? null : await drawPicture(writer, input, input.picture);
  drawFooters(writer, input);
  writer.doc.end();
  const pdf = await finished;
  const place = pages === null || input.picture === null ? null : { ...pages, bytes: input.picture.bytes };
  return { pdf: place === null ? pdf : await embedPages(pdf, place), substituted: [...writer.substituted] };
}

const statusMarks: Readonly<Record<ReportStatus, string>> = {
  preliminary: '(初步)',
  final: '',
  addendum: '(补充报告)',
  corrected: '(更正报告)',
  withdrawn: '(撤回通知)',
};

export function titleOf({ body }: ReportPdfInput): string {
  return body.kind === 'ecg' ? '远程心电诊断报告' : '远程影像诊断报告';
}

function drawHead(writer: PageWriter, input: ReportPdfInput): number {
  const { doc, left, right, width } = writer;
  const { body } = input;
  writer.setFont('bold', 16);
  doc.fillColor('#111418');
  writer.line(body.centre, left, 46, { width, align: 'center' });
  writer.setFont('bold', 13);
  const status = statusMarks[body.status];
  writer.line(titleOf(input) + status, left, 72, { width, align: 'center' });
  const replaced = replacedText(input);
  if (replaced !== null) {
    writer.setFont('regular', 8);
    doc.fillColor(grey);
    writer.line(replaced, left, 90, { width, align: 'center' });
  }
  drawCode(doc, paperCode(body, sha256), { x: right - codeSize, y: 40 });
  doc.moveTo(left, 102).lineTo(right, 102).lineWidth(1.2).strokeColor(accent).stroke();
  return 110;
}

/** Drawn square by square: a picture that a printer scales anew blurs what a scanner has to tell apart. */
function drawCode(
  doc: PageWriter['doc'],
  text: string,
  at: { readonly x: number; readonly y: number },
): void {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const side = codeSize / size;
  data.forEach((dark, index) => {
    if (dark) doc.rect(at.x + (index % size) * side, at.y + Math.floor(index / size) * side, side, side);
  });
  doc.fillColor('#000000').fill();
}

/** A later version names itself and what it replaces or adds to; null for the first. */
export function replacedText({ body }: Pick<ReportPdfInput, 'body'>): string | null {
  if (body.replaces === null) return null;
  const hash = `校验码 ${body.replaces.slice(0, 16)}`;
  const act = body.status === 'addendum' ? '补充' : body.status === 'withdrawn' ? '撤回' : '替代';
  return `第 ${body.version} 版,${act}第 ${body.version - 1} 版(${hash})`;
}

function drawSection(
  writer: PageWriter,
  title: string,
  text: string,
  y: number,
  font: 'regular' | 'bold',
): number {
  if (text.trim() === '') return y;
  const top = writer.room(y + 14, 48);
  writer.setFont('bold', 11);
  writer.doc.fillColor(accent);
  writer.line(title, writer.left, top);
  writer.setFont(font, 10.5);
  writer.doc.fillColor('#111418');
  return writer.paragraph(text.trim(), writer.left + 4, top + 19, writer.width - 8, 17);
}

/** Whose opinion the report quotes. */
function consultedIn({ body }: ReportPdfInput): string[] {
  return (body.content.consulted ?? []).map(
    ({ name, site, at }) => `${site === '' ? body.centre : site} ${name} 于 ${timeText(at)} 提出会诊意见`,
  );
}

/** Who told whom of a critical value, when, and whether it was read back. */
function noticesOf({ body }: ReportPdfInput): string[] {
  return (body.notices ?? []).map(({ text, raisedBy, raisedAt, readBack }) => {
    const told = `${text.zh}:${raisedBy} 于 ${timeText(raisedAt)} 通知`;
    if (readBack === null) return `${told},签发时尚未复述`;
    const how = readBack.how === 'phone' ? '电话复述' : '复述';
    return `${told},${readBack.recipient} 于 ${timeText(readBack.at)} ${how}`;
  });
}

/** What limits the report: passed blocks, and an image set that is not whole. */
function limitsOf({ body }: ReportPdfInput): string[] {
  const { received, expected, incomplete } = body.images;
  const own = incomplete ? [`图像不完整:收到 ${received} / ${expected ?? '未知'} 幅`] : [];
  return [...own, ...body.limits.map((limit) => limit.text)];
}

function drawFooters(writer: PageWriter, { body }: ReportPdfInput): void {
  const { doc } = writer;
  const range = doc.bufferedPageRange();
  for (let index = 0; index < range.count; index++) {
    doc.switchToPage(range.start + index);
    const bottom = doc.page.height - 40;
    const right = doc.page.width - writer.left;
    doc.moveTo(writer.left, bottom).lineTo(right, bottom).lineWidth(0.5).strokeColor('#c4ccd4').stroke();
    writer.setFont('regular', 7.5);
    doc.fillColor(grey);
    writer.line(
      `报告号 ${body.reportId} · 第 ${body.version} 版 · 图像集 ${body.imageSetSha256.slice(0, 16)} · 本报告经电子签名,以系统中签名文件为准`,
      writer.left,
      bottom + 6,
    );
    const page = `第 ${index + 1} / ${range.count} 页`;
    writer.line(page, right - 80, bottom + 6, { width: 80, align: 'right' });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
