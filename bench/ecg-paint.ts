/**
 * Measures how fast an ECG is painted: 10 s × 12 leads × 500 Hz for the first time on a fresh page, and one frame of dragging
 * a caliper, our canvas against plotly.js on the same signal in the same run. Goal: first paint within 16 ms of script and at
 * least ten times faster. `firstPaintMs` is as in the window, which warms the painter while the file is on its way;
 * `coldPaintMs` is without that. Times are by the clock: on a busy machine read `least` beside the median, and `load`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { pageText } from './ecg-paint/page-text.ts';

type Step = 'oursWarm' | 'oursPaint' | 'oursPixels' | 'oursDrag' | 'plotlyPaint' | 'plotlyDrag';
type Figure = 'warming' | 'coldPaint' | 'firstPaint' | 'firstPixels' | 'repaint' | 'dragFrame';
type Times = Partial<Record<Figure, number[]>>;

const rounds = 6;
const oursPagesPerRound = 2;
const dragFrames = 16;
const goal = { firstPaintMs: 16, firstPaintRatio: 10, dragFrameRatio: 10 };

type Steps = ReadonlyArray<readonly [Step, Figure]>;

/** Each on fresh pages: first paint, its pixels, a second paint on new canvases, a drag. */
const coldSteps: Steps = [['oursPaint', 'coldPaint']];
const oursSteps: Steps = [
  ['oursWarm', 'warming'],
  ['oursPaint', 'firstPaint'],
  ['oursPixels', 'firstPixels'],
  ['oursPaint', 'repaint'],
  ['oursDrag', 'dragFrame'],
];
const plotlySteps: Steps = [
  ['plotlyPaint', 'firstPaint'],
  ['plotlyPaint', 'repaint'],
  ['plotlyDrag', 'dragFrame'],
];

async function buildPage(folder: string): Promise<void> {
  await build({
    stdin: { contents: pageText, resolveDir: join(import.meta.dirname, '..'), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome109',
    outfile: join(folder, 'page.js'),
    logLevel: 'error',
  });
  // The page shows words in the paper's fonts before it is measured, as the window does with its worklist and toolbar.
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8">
<body style="font:400 12px 'Noto Sans SC','Noto Sans CJK SC',system-ui"><p>ECG 心电图 25 mm/s <b style="font-size:14px">I aVR V1</b></p>
<div id="ours" style="position:relative;height:720px"></div><div id="plotly"></div><script src="page.js"></script>`,
  );
}

async function runPage(browser: Browser, folder: string, steps: Steps, times: Times): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 1500 } });
  await page.goto(`file://${folder}/index.html`);
  for (const [step, figure] of steps) {
    const milliseconds = await page.evaluate(
      async ([name, frames]) => {
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const { steps } = globalThis as unknown as {
          steps: Record<string, (frames: number) => number | Promise<number>>;
        };
        return steps[name]?.(frames);
      },
      [step, dragFrames] as const,
    );
    times[figure] = [...(times[figure] ?? []), milliseconds ?? Number.NaN];
  }
  await page.close();
}

function medianAndLeast(values: readonly number[] | undefined): { median: number; least: number } {
  const sorted = [...(values ?? [])].sort((a, b) => a - b);
  const rounded = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 100) / 100;
  return { median: rounded(sorted[sorted.length >> 1]), least: rounded(sorted[0]) };
}

const folder = mkdtempSync(join(tmpdir(), 'ecg-paint-'));
const oursTimes: Times = {};
const plotlyTimes: Times = {};
try {
  await buildPage(folder);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-extensions'],
  });
  try {
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < oursPagesPerRound; i++) await runPage(browser, folder, oursSteps, oursTimes);
      await runPage(browser, folder, coldSteps, oursTimes);
      await runPage(browser, folder, plotlySteps, plotlyTimes);
    }
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const ours = {
  firstPaintMs: medianAndLeast(oursTimes.firstPaint),
  coldPaintMs: medianAndLeast(oursTimes.coldPaint),
  warmingMs: medianAndLeast(oursTimes.warming),
  firstPixelsMs: medianAndLeast(oursTimes.firstPixels),
  repaintMs: medianAndLeast(oursTimes.repaint),
  dragFrameMs: medianAndLeast(oursTimes.dragFrame),
};
const plotly = {
  firstPaintMs: medianAndLeast(plotlyTimes.firstPaint),
  repaintMs: medianAndLeast(plotlyTimes.repaint),
  dragFrameMs: medianAndLeast(plotlyTimes.dragFrame),
};
const times = (theirs: number, us: number): number => Math.round((theirs / us) * 10) / 10;
const ratio = {
  firstPaint: times(plotly.firstPaintMs.median, ours.firstPaintMs.median),
  dragFrame: times(plotly.dragFrameMs.median, ours.dragFrameMs.median),
};
const pass =
  ours.firstPaintMs.median <= goal.firstPaintMs &&
  ratio.firstPaint >= goal.firstPaintRatio &&
  ratio.dragFrame >= goal.dragFrameRatio;
console.log(
  JSON.stringify({
    bench: 'ecg-paint',
    signal: '10 s × 12 leads × 500 Hz, 12×1',
    repetitions: rounds * oursPagesPerRound,
    ours,
    plotly,
    ratio,
    goal,
    pass,
    cpu: cpus()[0]?.model ?? '',
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }),
);
process.exitCode = pass ? 0 : 1;
