/**
 * Bench `mpr-open`: from the key to three planes of a CT series drawn whole, everything decoded before, in our viewer and as
 * three volume viewports of a bare Cornerstone3D page of the same sizes, alternating in one run.
 */
import type { Page } from 'playwright-core';
import { freshPage, median, startBench, tell } from './viewer-bench.ts';

const runs = Number(process.env.RUNS ?? 3);
const slices = Number(process.env.SLICES ?? 120);

async function ours(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/viewer.html`);
  await page.waitForFunction(
    (total) => document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') === String(total),
    slices,
    { timeout: 120_000 },
  );
  await page.waitForTimeout(1000);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        const look = (): void => {
          const panes = [...document.querySelectorAll<HTMLElement>('[data-plane]')];
          if (panes.length === 3 && panes.every((pane) => pane.dataset.drawn === 'whole')) {
            resolve(performance.now() - from);
          } else requestAnimationFrame(look);
        };
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'q', bubbles: true }));
        look();
      }),
  );
}

interface BarePage {
  readonly bare: {
    prefetch(ids: readonly string[]): Promise<void>;
    openVolume(ids: readonly string[], boxes: readonly string[]): Promise<number>;
  };
}

/** Ours at 1366 × 768: 653 × 687 and twice 567 × 343 CSS pixels. */
const boxes = [
  'position:absolute;left:144px;top:81px;width:653px;height:687px',
  'position:absolute;left:799px;top:81px;width:567px;height:343px',
  'position:absolute;left:799px;top:425px;width:567px;height:343px',
];

async function bare(page: Page, url: string, imageIds: readonly string[]): Promise<number> {
  await page.goto(`${url}/bare.html?wait`);
  await page.waitForFunction(() => 'bare' in window);
  await page.evaluate((ids) => (window as unknown as BarePage).bare.prefetch(ids), imageIds);
  await page.waitForTimeout(1000);
  return page.evaluate(({ ids, places }) => (window as unknown as BarePage).bare.openVolume(ids, places), {
    ids: imageIds,
    places: boxes,
  });
}

const bench = await startBench(slices);
const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
try {
  for (let run = 0; run < runs; run++) {
    for (const which of ['ours', 'bare'] as const) {
      const page = await freshPage(bench.browser);
      const { url } = bench.server;
      const taken = which === 'ours' ? await ours(page, url) : await bare(page, url, bench.imageIds);
      times[which].push(taken);
      await page.context().close();
    }
  }
} finally {
  await bench.close();
}
const ratios = times.ours.map((one, at) => one / (times.bare[at] ?? 1));
const passed = tell('mpr-open', median(times.ours), median(times.bare), 1.1, runs, median(ratios));
process.exitCode = passed ? 0 : 1;
