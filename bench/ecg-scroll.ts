/**
 * Bench `ecg-scroll`: script time of each frame while a day of three leads (24 h × 3 × 200 Hz) is scrolled through, our viewer at
 * the station's door beside uPlot and plotly.js over stretches of the same samples, in one run. `smooth`: a notch of the wheel
 * every frame; `pages`: a whole page every frame, prefetch and given-up questions included. Goal: 95 of 100 frames within 16.7 ms,
 * and faster than plotly.js. Script only, by the clock: on a busy machine read `leastMs` beside the rest, and `load`.
 */
import { cpus, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { holterDay } from '../test/builders/holter-day.ts';
import { startLongHarness } from '../test/renderer/viewers/ecg/long/long-harness.ts';
import { pageText } from './ecg-scroll/page-text.ts';

const frames = Number(process.env.FRAMES ?? 400);
const goalMs = 1000 / 60;
/** Seconds of the recording that a frame of smooth scrolling moves by: 24 CSS pixels at 25 mm/s. */
const smoothSeconds = 24 / (25 * (96 / 25.4));

interface Scrolled {
  readonly times: readonly number[];
  readonly seconds: number;
}

const harness = await startLongHarness(pageText);
const day = holterDay(24);
const sha256 = harness.keep(day.bytes);

async function onPage(run: (page: Page) => Promise<Scrolled>): Promise<Scrolled> {
  const page = await harness.open(1366, 768);
  await step(page, 'recordingOf', sha256);
  const scrolled = await run(page);
  await page.context().close();
  return scrolled;
}

function step(page: Page, name: string, ...args: Array<string | number>): Promise<Scrolled> {
  return page.evaluate(
    ([which, given]) =>
      (window as unknown as { steps: Record<string, (...args: unknown[]) => Promise<Scrolled>> }).steps[
        which
      ]?.(...given) as Promise<Scrolled>,
    [name, args] as const,
  );
}

function figures({ times, seconds }: Scrolled) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 100) / 100;
  return {
    frames: times.length,
    seconds: Math.round(seconds),
    leastMs: at(0),
    medianMs: at(0.5),
    p95Ms: at(0.95),
  };
}

try {
  const smooth = await onPage(async (page) => {
    await step(page, 'showOurs');
    return step(page, 'scrollOurs', frames);
  });
  const pages = await onPage(async (page) => {
    await step(page, 'showOurs');
    return step(page, 'pageOurs', frames);
  });
  const uplot = await onPage((page) => step(page, 'scrollUplot', frames, smoothSeconds));
  const plotly = await onPage((page) => step(page, 'scrollPlotly', frames, smoothSeconds));
  const ours = figures(smooth);
  const pass = ours.p95Ms <= goalMs && ours.medianMs < figures(plotly).medianMs;
  console.log(
    JSON.stringify({
      bench: 'ecg-scroll',
      signal: '24 h × 3 × 200 Hz',
      ours: { smooth: ours, pages: figures(pages) },
      uplot: figures(uplot),
      plotly: figures(plotly),
      goalMs: Math.round(goalMs * 10) / 10,
      pass,
      cpu: cpus()[0]?.model ?? '',
      load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    }),
  );
  process.exitCode = pass ? 0 : 1;
} finally {
  await harness.close();
}
