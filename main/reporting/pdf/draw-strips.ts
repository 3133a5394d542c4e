/** The strips of a long recording's report, on landscape pages, to scale: 25 mm/s and 10 mm/mV on paper, each with its time and why. */
import type { StripKind, StripReason } from '#shared/ecg/long/choose-strips.ts';
import type { LongTracing } from '#shared/ecg/long/cut-strips.ts';
import { type RecordingClock, recordingClock } from '#shared/ecg/long/recording-clock.ts';
import { layoutTracing } from '#shared/ecg/trace-polyline.ts';
import { drawPaper, type PaperPlace, paper } from './draw-paper.ts';
import { markPage } from './mark-page.ts';
import { millimetre, type PageWriter } from './page-writer.ts';
import type { ReportPdfInput } from './report-pdf-input.ts';

/** Up to so many leads have room for their full amplitude on half a page. */
const mostLeadsOnHalf = 3;
const halves: readonly PaperPlace[] = [
  { ...paper, topMm: 34, heightMm: 64 },
  { ...paper, topMm: 116, heightMm: 64 },
];
const whole: readonly PaperPlace[] = [{ ...paper, topMm: 34, heightMm: 146 }];

const kindTexts: Readonly<Record<StripKind, (value: number) => string>> = {
  rolling: () => '室颤 / 室扑样波',
  'ventricular-run': (beats) => `最长室性连发 ${beats} 个心搏`,
  'longest-rr': (ms) => `最长 RR ${Math.round(ms)} ms`,
  'slowest-minute': (bpm) => `最慢一分钟 ${Math.round(bpm)} 次/分`,
  'fastest-minute': (bpm) => `最快一分钟 ${Math.round(bpm)} 次/分`,
  ventricular: () => '首个室性早搏',
  supraventricular: () => '首个室上性早搏',
  start: () => '记录起始段',
};

export function drawStrips(writer: PageWriter, input: ReportPdfInput, long: LongTracing): void {
  const clock = recordingClock(long.acquiredAt, long.offsetMs);
  const leads = long.strips[0]?.group.leads.length ?? 0;
  const places = leads <= mostLeadsOnHalf ? halves : whole;
  for (const [index, strip] of long.strips.entries()) {
    const place = places[index % places.length] ?? paper;
    if (index % places.length === 0) beginPage(writer, input, long);
    writer.setFont('bold', 10);
    writer.doc.fillColor('#111418');
    writer.line(titleOf(strip, clock), place.leftMm * millimetre, (place.topMm - 6) * millimetre);
    const { group } = strip;
    const tracing = layoutTracing({
      waveform: { groups: [group], statements: [], measurements: [], acquiredAt: null },
      layout: leads <= mostLeadsOnHalf ? '12x1' : '3x4+1R',
      ownLeadsOnly: leads <= mostLeadsOnHalf,
      extraLeads: true,
      widthMm: place.widthMm,
      heightMm: place.heightMm,
      speed: 25,
      gain: 10,
    });
    drawPaper(writer, tracing, { absent: '缺失', detached: '脱落' }, place);
  }
}

function beginPage(writer: PageWriter, input: ReportPdfInput, long: LongTracing): void {
  const { body } = input;
  const { doc } = writer;
  doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
  markPage(doc, input);
  const left = paper.leftMm * millimetre;
  writer.setFont('bold', 12);
  doc.fillColor('#111418');
  writer.line(`${body.patient.name}  ${body.site.name}  动态心电图片段`, left, 10 * millimetre);
  writer.setFont('regular', 9);
  doc.fillColor('#5b6670');
  const minutes = Math.round(long.seconds / 60);
  const begun = long.acquiredAt?.slice(0, 19).replace('T', ' ') ?? '—';
  const source = long.isAnalysed ? '片段由机器按测量选出,未经确认' : '签发时全程自动分析尚未完成,仅印起始段';
  writer.line(
    `开始 ${begun}   全程 ${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分   25 mm/s   10 mm/mV   采样 ${long.strips[0]?.group.samplingHz ?? '—'} Hz   报告未另加滤波   ${source}`,
    left,
    18 * millimetre,
  );
}

function titleOf(
  { fromSeconds, reasons }: { readonly fromSeconds: number; readonly reasons: readonly StripReason[] },
  clock: RecordingClock,
): string {
  const why = reasons.map(({ kind, value }) => kindTexts[kind](value ?? 0)).join(';');
  return `${clock.known ? '' : '自开始 '}${clock.text(fromSeconds)}   ${why}`;
}
