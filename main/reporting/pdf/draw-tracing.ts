/** The 12-lead tracing of an ECG report, on a landscape page of its own, to scale: 25 mm/s and 10 mm/mV on paper. */
import { layoutTracing } from '#shared/ecg/trace-polyline.ts';
import type { RecordingPlace } from '#shared/report/report-tracing.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { drawPaper, paper } from './draw-paper.ts';
import { timeText } from './draw-patient-block.ts';
import { markPage } from './mark-page.ts';
import { millimetre, type PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

/** `place`: which of the study's recordings it is; said where there are several, each then with the time it tells itself. */
export function drawTracing(
  writer: PageWriter,
  input: ReportPdfInput,
  waveform: Waveform,
  place: RecordingPlace,
): void {
  const { body } = input;
  const isOnly = place.of === 1;
  const ownTime = isOnly ? undefined : waveform.acquiredAt?.slice(0, 19).replace('T', ' ');
  const group = waveform.groups[0];
  if (!group) return;
  const { doc } = writer;
  doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
  markPage(doc, input);
  const left = paper.leftMm * millimetre;
  writer.setFont('bold', 12);
  doc.fillColor('#111418');
  writer.line(
    `${body.patient.name}  ${body.site.name}  心电图${isOnly ? '' : ` ${place.number}/${place.of}`}`,
    left,
    10 * millimetre,
  );
  writer.setFont('regular', 9);
  doc.fillColor('#5b6670');
  const first = group.leads[0];
  const filters = `${first?.filterLowHz ?? '—'}–${first?.filterHighHz ?? '—'} Hz`;
  writer.line(
    `采集 ${ownTime ?? timeText(body.study.acquiredAt)}   25 mm/s   10 mm/mV   采样 ${group.samplingHz} Hz   设备滤波 ${filters}   报告未另加滤波`,
    left,
    18 * millimetre,
  );

  const tracing = layoutTracing({
    waveform,
    layout: '3x4+1R',
    extraLeads: true,
    widthMm: paper.widthMm,
    heightMm: paper.heightMm,
    speed: 25,
    gain: 10,
  });
  drawPaper(writer, tracing, { absent: '缺失', detached: '脱落' });
}
