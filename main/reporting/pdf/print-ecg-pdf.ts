/** An ECG alone on paper, without a report: A4 landscape, vector, to scale, ten seconds a page or what the paper holds at its speed. */
import { layoutTracing } from '#shared/ecg/trace-polyline.ts';
import { type PaperGain, type PaperSpeed, pageSeconds } from '#shared/ecg/tracing.ts';
import { secondsThatFit } from '#shared/ecg/tracing-geometry.ts';
import { failure, type Language } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { standardLeads, type Waveform, type WaveformGroup } from '#shared/study/waveform.ts';
import { drawPaper, paper } from './draw-paper.ts';
import { millimetre, openPageWriter, type PageWriter } from './page-writer.ts';

export interface EcgPrint {
  readonly waveform: Waveform;
  /** Printed in the head line: name and number of the patient, the file's own. */
  readonly patient: { readonly name: string; readonly id: string };
  readonly language: Language;
  /** mm/s and mm/mV; 25 and 10 when left out. */
  readonly speed?: PaperSpeed;
  readonly gain?: PaperGain;
}

export interface PrintedEcg {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

/** A longer recording is not for paper. */
export const mostPages = 60;
const texts = {
  'zh-CN': {
    title: '心电图',
    absent: '缺失',
    detached: '脱落',
    unknown: '无姓名',
    line: (facts: Facts) =>
      `采集 ${facts.acquired}   ${facts.speed} mm/s   ${facts.gain} mm/mV   采样 ${facts.hz} Hz   设备滤波 ${facts.filters}   打印未另加滤波   ${facts.from}–${facts.to} s   第 ${facts.page}/${facts.pages} 页`,
  },
  en: {
    title: 'ECG',
    absent: 'absent',
    detached: 'off',
    unknown: 'no name',
    line: (facts: Facts) =>
      `Recorded ${facts.acquired}   ${facts.speed} mm/s   ${facts.gain} mm/mV   ${facts.hz} Hz   device filter ${facts.filters}   no filter added   ${facts.from}–${facts.to} s   page ${facts.page}/${facts.pages}`,
  },
} as const;

interface Facts {
  readonly speed: PaperSpeed;
  readonly gain: PaperGain;
  readonly acquired: string;
  readonly hz: number;
  readonly filters: string;
  readonly from: number;
  readonly to: number;
  readonly page: number;
  readonly pages: number;
}

/** Fails with `no-waveform` without samples and `ecg-too-long` beyond 60 pages (ten minutes at 25 mm/s). */
export async function printEcgPdf(print: EcgPrint): Promise<Result<PrintedEcg>> {
  const group = print.waveform.groups[0];
  if (group === undefined || group.leads.length === 0 || group.sampleCount === 0)
    return fail(failure('no-waveform'));
  const seconds = group.sampleCount / group.samplingHz;
  // A last sample or two beyond ten seconds is no page of its own.
  const span = secondsAPage(print);
  const pages = Math.max(1, Math.ceil(seconds / span - 0.01));
  if (!(pages <= mostPages)) {
    return fail(failure('ecg-too-long', { seconds: Math.round(seconds), limit: mostPages * span }));
  }
  const { title } = texts[print.language];
  const writer = openPageWriter({ Title: title, Creator: 'Yuanzhen 远诊' }, () => {}, 'landscape');
  const bytes = collect(writer.doc);
  for (let page = 0; page < pages; page++) {
    if (page > 0) writer.doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
    drawPage(writer, print, group, { page, pages });
  }
  writer.doc.end();
  return ok({ pdf: await bytes, pages });
}

/** Whole seconds, so that every page begins at one. */
function secondsAPage({ speed = 25 }: EcgPrint): number {
  return Math.min(pageSeconds, Math.floor(secondsThatFit(speed, paper.widthMm)));
}

function drawPage(
  writer: PageWriter,
  print: EcgPrint,
  group: WaveformGroup,
  { page, pages }: { readonly page: number; readonly pages: number },
): void {
  const { waveform, patient, language, speed = 25, gain = 10 } = print;
  const words = texts[language];
  const startSeconds = page * secondsAPage(print);
  const many = standardLeads.filter((name) => group.leads.some((lead) => lead.name === name)).length > 3;
  const tracing = layoutTracing({
    waveform,
    layout: many ? '3x4+1R' : '12x1',
    ownLeadsOnly: !many,
    extraLeads: true,
    widthMm: paper.widthMm,
    heightMm: paper.heightMm,
    speed,
    gain,
    startSeconds,
  });
  const { doc } = writer;
  const left = paper.leftMm * millimetre;
  writer.setFont('bold', 12);
  doc.fillColor('#111418');
  writer.line(
    [patient.name || words.unknown, patient.id, words.title].filter(Boolean).join('  '),
    left,
    10 * millimetre,
  );
  writer.setFont('regular', 9);
  doc.fillColor('#5b6670');
  const { filterLowHz, filterHighHz } = group.leads[0] ?? {};
  const end = Math.min(startSeconds + tracing.secondsShown, group.sampleCount / group.samplingHz);
  writer.line(
    words.line({
      speed,
      gain,
      acquired: waveform.acquiredAt?.slice(0, 19).replace('T', ' ') ?? '—',
      hz: group.samplingHz,
      filters: `${filterLowHz ?? '—'}–${filterHighHz ?? '—'} Hz`,
      from: startSeconds,
      to: Math.round(end * 100) / 100,
      page: page + 1,
      pages,
    }),
    left,
    18 * millimetre,
  );
  drawPaper(writer, tracing, words);
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on('error', reject);
  });
}
