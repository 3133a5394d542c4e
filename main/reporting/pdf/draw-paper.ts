/** ECG paper with a laid tracing on it, in true millimetres: grid, traces, calibration pulses, lead names, and a ruler to check it by. */
import type { LaidTracing } from '#shared/ecg/trace-polyline.ts';
import { millimetre, type PageWriter } from './page-writer.ts';

/** Where the paper lies on a landscape A4 page. */
export const paper = { leftMm: 14, topMm: 30, widthMm: 269, heightMm: 150 } as const;
const ruler = { belowMm: 6, lengthMm: 100, tickMm: 2 } as const;
const gridColours = { fine: '#f6d5d5', coarse: '#e9a9a9' } as const;
const ink = '#111418';

export interface PaperWords {
  readonly absent: string;
  readonly detached: string;
}

/** Draws on the current page. */
export function drawPaper(writer: PageWriter, tracing: LaidTracing, words: PaperWords): void {
  const { doc } = writer;
  doc.save();
  doc.translate(paper.leftMm * millimetre, paper.topMm * millimetre).scale(millimetre);
  drawGrid(doc);
  doc.lineJoin('round').lineWidth(0.22).strokeColor(ink);
  for (const lead of tracing.leads) for (const polyline of lead.polylinesMm) strokePolyline(doc, polyline);
  for (const pulse of tracing.calibrationPulseMm) strokePolyline(doc, pulse);
  drawRuler(doc);
  doc.restore();
  writer.setFont('regular', 7);
  doc.fillColor('#5b6670');
  writer.line(
    `${ruler.lengthMm} mm`,
    (paper.leftMm + ruler.lengthMm + 2) * millimetre,
    (paper.topMm + paper.heightMm + ruler.belowMm - 1.5) * millimetre,
  );
  writer.setFont('bold', 9);
  doc.fillColor(ink);
  for (const lead of tracing.leads) {
    const x = (paper.leftMm + lead.labelAtMm.x) * millimetre;
    const said =
      lead.presence === 'absent' ? words.absent : lead.presence === 'detached' ? words.detached : '';
    writer.line(
      [lead.name, said].filter(Boolean).join(' '),
      x,
      (paper.topMm + lead.labelAtMm.y) * millimetre - 9,
    );
  }
}

/** A printer that shrinks the page shrinks this too: whoever doubts lays a ruler on it. */
function drawRuler(doc: PDFKit.PDFDocument): void {
  const y = paper.heightMm + ruler.belowMm;
  doc.lineWidth(0.2).moveTo(0, y).lineTo(ruler.lengthMm, y);
  for (let x = 0; x <= ruler.lengthMm; x += 10) doc.moveTo(x, y).lineTo(x, y - ruler.tickMm);
  doc.stroke();
}

/** 1 mm and 5 mm lines, in millimetre units. */
function drawGrid(doc: PDFKit.PDFDocument): void {
  for (const coarse of [false, true]) {
    const step = coarse ? 5 : 1;
    doc.lineWidth(coarse ? 0.16 : 0.08).strokeColor(coarse ? gridColours.coarse : gridColours.fine);
    for (let x = 0; x <= paper.widthMm; x += step) doc.moveTo(x, 0).lineTo(x, paper.heightMm);
    for (let y = 0; y <= paper.heightMm; y += step) doc.moveTo(0, y).lineTo(paper.widthMm, y);
    doc.stroke();
  }
}

/** Strokes pairs x0, y0, x1, y1, … in millimetres. */
function strokePolyline(doc: PDFKit.PDFDocument, points: Float64Array): void {
  if (points.length < 4) return;
  doc.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let index = 2; index + 1 < points.length; index += 2)
    doc.lineTo(points[index] ?? 0, points[index + 1] ?? 0);
  doc.stroke();
}
