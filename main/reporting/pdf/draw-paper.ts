/** ECG paper with a laid tracing on it, in true millimetres: grid, traces, calibration pulses, lead names, and a ruler to check it by. */
import type { LaidTracing } from '#shared/ecg/trace-polyline.ts';
import { millimetre, type PageWriter } from './page-writer.ts';

export interface PaperPlace {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Where the paper lies on a landscape A4 page that it has for itself. */
export const paper: PaperPlace = { leftMm: 14, topMm: 30, widthMm: 269, heightMm: 150 };
const ruler = { belowMm: 6, lengthMm: 100, tickMm: 2 } as const;
const gridColours = { fine: '#f6d5d5', coarse: '#e9a9a9' } as const;
const ink = '#111418';

export interface PaperWords {
  readonly absent: string;
  readonly detached: string;
}

/** Draws on the current page; the tracing is laid for a paper of that size. */
export function drawPaper(
  writer: PageWriter,
  tracing: LaidTracing,
  words: PaperWords,
  place: PaperPlace = paper,
): void {
  const { doc } = writer;
  doc.save();
  doc.translate(place.leftMm * millimetre, place.topMm * millimetre).scale(millimetre);
  drawGrid(doc, place);
  doc.lineJoin('round').lineWidth(0.22).strokeColor(ink);
  for (const lead of tracing.leads) for (const polyline of lead.polylinesMm) strokePolyline(doc, polyline);
  for (const pulse of tracing.calibrationPulseMm) strokePolyline(doc, pulse);
  drawRuler(doc, place);
  doc.restore();
  writer.setFont('regular', 7);
  doc.fillColor('#5b6670');
  writer.line(
    `${ruler.lengthMm} mm`,
    (place.leftMm + ruler.lengthMm + 2) * millimetre,
    (place.topMm + place.heightMm + ruler.belowMm - 1.5) * millimetre,
  );
  writer.setFont('bold', 9);
  doc.fillColor(ink);
  for (const lead of tracing.leads) {
    const x = (place.leftMm + lead.labelAtMm.x) * millimetre;
    const said =
      lead.presence === 'absent' ? words.absent : lead.presence === 'detached' ? words.detached : '';
    writer.line(
      [lead.name, said].filter(Boolean).join(' '),
      x,
      (place.topMm + lead.labelAtMm.y) * millimetre - 9,
    );
  }
}

/** A printer that shrinks the page shrinks this too: whoever doubts lays a ruler on it. */
function drawRuler(doc: PDFKit.PDFDocument, { heightMm }: PaperPlace): void {
  const y = heightMm + ruler.belowMm;
  doc.lineWidth(0.2).moveTo(0, y).lineTo(ruler.lengthMm, y);
  for (let x = 0; x <= ruler.lengthMm; x += 10) doc.moveTo(x, y).lineTo(x, y - ruler.tickMm);
  doc.stroke();
}

/** 1 mm and 5 mm lines, in millimetre units. */
function drawGrid(doc: PDFKit.PDFDocument, { widthMm, heightMm }: PaperPlace): void {
  for (const coarse of [false, true]) {
    const step = coarse ? 5 : 1;
    doc.lineWidth(coarse ? 0.16 : 0.08).strokeColor(coarse ? gridColours.coarse : gridColours.fine);
    for (let x = 0; x <= widthMm; x += step) doc.moveTo(x, 0).lineTo(x, heightMm);
    for (let y = 0; y <= heightMm; y += step) doc.moveTo(0, y).lineTo(widthMm, y);
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
