/** The 12-lead tracing of an ECG report, on a landscape page of its own, to scale: 25 mm/s and 10 mm/mV on paper. */
import { layoutTracing } from '#shared/ecg/trace-polyline.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { timeText } from './draw-patient-block.ts';
import { markPage } from './mark-page.ts';
import { millimetre, type PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

const paper = { leftMm: 14, topMm: 30, widthMm: 269, heightMm: 150 } as const;
const gridColours = { fine: '#f6d5d5', coarse: '#e9a9a9' } as const;

export function drawTracing(writer: PageWriter, input: ReportPdfInput, waveform: Waveform): void {
  const { body } = input;
  const group = waveform.groups[0];
  if (!group) return;
  const { doc } = writer;
  doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
  markPage(doc, input);
  const left = paper.leftMm * millimetre;
  writer.setFont('bold', 12);
  doc.fillColor('#111418');
  writer.line(`${body.patient.name}  ${body.site.name}  心电图`, left, 10 * millimetre);
  writer.setFont('regular', 9);
  doc.fillColor('#5b6670');
  const first = group.leads[0];
  const filters = `${first?.filterLowHz ?? '—'}–${first?.filterHighHz ?? '—'} Hz`;
  writer.line(
    `采集 ${timeText(body.study.acquiredAt)}   25 mm/s   10 mm/mV   采样 ${group.samplingHz} Hz   设备滤波 ${filters}   报告未另加滤波`,
    left,
    18 * millimetre,
  );

  const tracing = layoutTracing({
    waveform,
    layout: '3x4+1R',
    widthMm: paper.widthMm,
    heightMm: paper.heightMm,
    speed: 25,
    gain: 10,
  });
  doc.save();
  doc.translate(left, paper.topMm * millimetre).scale(millimetre);
  drawGrid(doc);
  doc.lineJoin('round').lineWidth(0.22).strokeColor('#111418');
  for (const lead of tracing.leads) for (const polyline of lead.polylinesMm) strokePolyline(doc, polyline);
  for (const pulse of tracing.calibrationPulseMm) strokePolyline(doc, pulse);
  doc.restore();
  writer.setFont('bold', 9);
  doc.fillColor('#111418');
  for (const lead of tracing.leads) {
    const x = (paper.leftMm + lead.labelAtMm.x) * millimetre;
    const words = lead.presence === 'absent' ? '缺失' : lead.presence === 'detached' ? '脱落' : '';
    writer.line(
      [lead.name, words].filter(Boolean).join(' '),
      x,
      (paper.topMm + lead.labelAtMm.y) * millimetre - 9,
    );
  }
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
