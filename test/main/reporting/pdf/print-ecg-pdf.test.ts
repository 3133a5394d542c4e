import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperGain, PaperSpeed } from '#shared/ecg/tracing.ts';
import { printEcgPdf } from '../../../../main/reporting/pdf/print-ecg-pdf.ts';
import {
  eighteenLeads,
  fifteenLeads,
  peakMillivolts,
  peakWithin,
  rowsOf,
  wideWaveform,
} from '../../../builders/wide-ecgs.ts';
import { syntheticWaveform } from '../../../shared/ecg/synthetic-waveform.ts';

const folder = mkdtempSync(join(tmpdir(), 'ecg-pdf-'));
const path = join(folder, 'ecg.pdf');
/** 20 pixels a millimetre. */
const perMm = 20;
const dpi = perMm * 25.4;

async function print(
  seconds: number,
  leads?: readonly string[],
  scale: { gain?: PaperGain; speed?: PaperSpeed } = {},
): Promise<{ pdf: Uint8Array; pages: number }> {
  // A step of 1 mV at 1 s and a step back at 2 s: one second and one millivolt of trace.
  const waveform = syntheticWaveform({
    seconds,
    ...(leads === undefined ? {} : { leads }),
    change: (lead) => ({
      ...lead,
      samples: Int32Array.from(lead.samples, (_, i) => (i >= 500 && i < 1000 ? 400 : 0)),
    }),
  });
  const printed = await printEcgPdf({
    waveform,
    patient: { name: '王五', id: '7' },
    language: 'zh-CN',
    ...scale,
  });
  if (!printed.ok) throw new Error(printed.failure.message);
  return printed.value;
}

interface Picture {
  readonly width: number;
  readonly isInk: (xMm: number, y: number) => boolean;
}

function picture(of = path): Picture {
  execFileSync('pdftoppm', [
    '-r',
    String(dpi),
    '-f',
    '1',
    '-l',
    '1',
    '-gray',
    '-singlefile',
    of,
    join(folder, 'page'),
  ]);
  const pgm = readFileSync(join(folder, 'page.pgm'));
  const [, width = 0] =
    /^P5\s+(\d+)\s+\d+\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'))?.map(Number) ?? [];
  const from = /^P5\s+\d+\s+\d+\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'))?.[0].length ?? 0;
  return { width, isInk: (x, y) => (pgm[from + y * width + x] ?? 255) < 110 };
}

/** Middles of the runs of ink along a line of pixels. */
function runs(is: (at: number) => boolean, length: number): number[] {
  const found: number[] = [];
  for (let at = 0, from = -1; at <= length; at++) {
    const ink = at < length && is(at);
    if (ink && from < 0) from = at;
    if (!ink && from >= 0) {
      found.push((from + at - 1) / 2);
      from = -1;
    }
  }
  return found;
}

/** Words of the first page with the place of their lower left corner in millimetres. */
function wordsOf(of: string): Array<{ text: string; x: number; y: number }> {
  const html = execFileSync('pdftotext', ['-bbox', '-l', '1', of, '-']).toString();
  const boxes = html.matchAll(/<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g);
  const mm = (points: string | undefined): number => (Number(points) / 72) * 25.4;
  return [...boxes].map(([, x, y, text = '']) => ({ text, x: mm(x), y: mm(y) }));
}

beforeAll(async () => {
  writeFileSync(path, (await print(10)).pdf);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a printed ECG, measured on the page', () => {
  const paper = { left: 14, top: 30, height: 150 };

  it('has a ruler of 100 mm and a pulse of 10 mm, each within half a percent', () => {
    const page = picture();
    const rulerY = Math.round((paper.top + paper.height + 5) * perMm);
    const ticks = runs((x) => page.isInk(x, rulerY), page.width);
    // Behind the eleventh tick stand the words.
    expect(ticks.length).toBeGreaterThan(11);
    expect(Math.abs(((ticks[10] ?? 0) - (ticks[0] ?? 0)) / perMm - 100)).toBeLessThan(0.5);
    // The top of the first row's pulse, and its foot left of it.
    const rowMm = paper.height / 4;
    const column = (xMm: number): number[] =>
      runs(
        (y) => page.isInk(Math.round((paper.left + xMm) * perMm), Math.round(paper.top * perMm) + y),
        rowMm * perMm,
      );
    const [top = 0] = column(4.5);
    const [foot = 0] = column(1.2);
    expect(Math.abs((foot - top) / perMm - 10)).toBeLessThan(0.05);
  });

  it('shows one second as 25 mm and one millivolt as 10 mm of trace', () => {
    const page = picture();
    const rowMm = paper.height / 4;
    // The rhythm strip, half way up the step.
    const baseline = paper.top + 3.5 * rowMm;
    const edges = runs((x) => page.isInk(x, Math.round((baseline - 5) * perMm)), page.width);
    const [rise = 0, fall = 0] = edges.slice(-2);
    expect(Math.abs((fall - rise) / perMm - 25)).toBeLessThan(0.125);
    const at = (xPixel: number): number[] =>
      runs((y) => page.isInk(xPixel, Math.round((baseline - 15) * perMm) + y), 20 * perMm);
    const [high = 0] = at(Math.round((rise + fall) / 2));
    const [low = 0] = at(Math.round(fall + 5 * perMm));
    expect(Math.abs((low - high) / perMm - 10)).toBeLessThan(0.05);
  });

  it('embeds its fonts and says speed, gain, filters and page', () => {
    const fonts = execFileSync('pdffonts', [path]).toString().split('\n').slice(2).filter(Boolean);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/\byes\s+yes\b/);
    const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
    for (const said of [
      '王五',
      '25 mm/s',
      '10 mm/mV',
      '0.05–150 Hz',
      '打印未另加滤波',
      '100 mm',
      '第 1/1 页',
    ]) {
      expect(text).toContain(said);
    }
  });
});

describe('another gain and speed', () => {
  it.each([
    [2.5, 10],
    [5, 12.5],
    [20, 50],
  ] as const)('%d mm/mV and %d mm/s are true within half a percent', async (gain, speed) => {
    const other = join(folder, 'other.pdf');
    // Two leads, a row each: also the highest step finds room.
    writeFileSync(other, (await print(10, ['II', 'V1'], { gain, speed })).pdf);
    const page = picture(other);
    const baseline = 30 + 0.75 * 150;
    const edges = runs((x) => page.isInk(x, Math.round((baseline - gain / 2) * perMm)), page.width);
    const [rise = 0, fall = 0] = edges.slice(-2);
    expect(Math.abs((fall - rise) / perMm - speed)).toBeLessThan(0.005 * speed);
    const at = (xPixel: number): number[] =>
      runs((y) => page.isInk(xPixel, Math.round((baseline - 30) * perMm) + y), 40 * perMm);
    const [high = 0] = at(Math.round((rise + fall) / 2));
    const [low = 0] = at(Math.round(fall + 5 * perMm));
    // A pixel is 0.05 mm: of 2.5 mm that is more than half a percent.
    expect(Math.abs((low - high) / perMm - gain)).toBeLessThan(Math.max(0.005 * gain, 0.5 / perMm));
    const text = execFileSync('pdftotext', ['-layout', other, '-']).toString();
    expect(text).toContain(`${speed} mm/s`);
    expect(text).toContain(`${gain} mm/mV`);
  });
});

describe('fifteen and eighteen leads', () => {
  it.each([fifteenLeads, eighteenLeads])('are all on the page, each under its name', async (wide) => {
    const waveform = wideWaveform(wide);
    const printed = await printEcgPdf({ waveform, patient: { name: '王五', id: '7' }, language: 'zh-CN' });
    if (!printed.ok) throw new Error(printed.failure.message);
    const own = join(folder, 'wide.pdf');
    writeFileSync(own, printed.value.pdf);
    const names = wordsOf(own).filter(({ text, y }) => y > 30 && wide.leads.includes(text));
    expect(rowsOf(names, 10)).toEqual(wide.page);
    const page = picture(own);
    const columnSeconds = 10 / (wide.page[0]?.length ?? 1);
    for (const [row, leads] of wide.page.entries()) {
      for (const [column, name] of leads.entries()) {
        // The paper begins at 14 and 30 mm, its traces 10 mm further behind the pulse; four rows share 150 mm.
        const from = column * columnSeconds;
        const seconds = peakWithin(from, 0.55);
        const zero = Math.round((30 + (row + 0.5) * (150 / 4)) * perMm);
        const x = Math.round((14 + 10 + seconds * 25) * perMm);
        const millivolts = peakMillivolts(waveform, name, seconds);
        const away = Math.sign(millivolts);
        const reach = Array.from({ length: 22 * perMm }, (_, step) => step);
        const end = Math.max(...reach.filter((step) => page.isInk(x, zero - away * step))) / perMm;
        expect(Math.abs(end * away - millivolts * 10), name).toBeLessThan(0.45);
      }
    }
  });
});

describe('the number of pages', () => {
  it('follows the length', async () => {
    expect((await print(10)).pages).toBe(1);
    expect((await print(31)).pages).toBe(4);
    expect((await print(60, ['II', 'V1'])).pages).toBe(6);
    // At 50 mm/s the paper holds four whole seconds beside the pulse.
    expect((await print(20, ['II'], { speed: 50 })).pages).toBe(5);
  });

  it('is refused beyond ten minutes, and without a signal', async () => {
    const waveform = syntheticWaveform({ seconds: 610, leads: ['II'] });
    const patient = { name: '', id: '' };
    const long = await printEcgPdf({ waveform, patient, language: 'en' });
    expect(long.ok ? '' : long.failure.code).toBe('ecg-too-long');
    const none = await printEcgPdf({ waveform: { ...waveform, groups: [] }, patient, language: 'en' });
    expect(none.ok ? '' : none.failure.code).toBe('no-waveform');
  });
});
