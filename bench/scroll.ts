/**
 * Bench `scroll`: time per slice while scrolling through a loaded CT series, from asking for the slice to its picture
 * drawn, in our viewer (overlays, tools and all) and on a bare Cornerstone3D page of the same size, alternating.
 */
import type { Page } from 'playwright-core';
import { freshPage, median, pictureBox, startBench, tell } from './viewer-bench.ts';

const runs = Number(process.env.RUNS ?? 4);
const slices = 60;

/** Scrolls through the series in the page; milliseconds of each slice. */
function scrollThrough(ours: boolean): Promise<number[]> {
  const rendered = 'CORNERSTONE_IMAGE_RENDERED';
  const element = document.querySelector<HTMLElement>(ours ? '.yz-picture' : '.bare');
  const bare = (
    window as unknown as { bare?: { viewport(): { setImageIdIndex(at: number): Promise<unknown> } } }
  ).bare;
  const times: number[] = [];
  const show = (at: number): Promise<void> =>
    new Promise((resolve) => {
      const from = performance.now();
      element?.addEventListener(
        rendered,
        () => {
          // Our own listener writes the overlay in the same dispatch: it is counted when all listeners are through.
          queueMicrotask(() => {
            times.push(performance.now() - from);
            requestAnimationFrame(() => resolve());
          });
        },
        { once: true },
      );
      if (ours) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      else void bare?.viewport().setImageIdIndex(at);
    });
  return (async () => {
    for (let at = 1; at < 60; at++) await show(at);
    return times;
  })();
}

async function ready(page: Page, ours: boolean): Promise<void> {
  if (ours) {
    await page.waitForFunction(
      (total) =>
        document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') === String(total),
      slices,
      { timeout: 60_000 },
    );
  }
  await page.waitForTimeout(1000);
}

const bench = await startBench(slices);
const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
const ratios: number[] = [];
for (let run = 0; run < runs; run++) {
  for (const which of ['ours', 'bare'] as const) {
    const page = await freshPage(bench.browser);
    const ours = which === 'ours';
    const box = encodeURIComponent(pictureBox);
    await page.goto(bench.server.url + (ours ? '/viewer.html' : `/bare.html?box=${box}`));
    if (!ours) {
      await page.waitForFunction(() => 'bare' in window);
      await page.evaluate(
        (ids) =>
          (window as unknown as { bare: { prefetch(ids: readonly string[]): Promise<void> } }).bare.prefetch(
            ids,
          ),
        bench.imageIds,
      );
    }
    await ready(page, ours);
    times[which].push(median(await page.evaluate(scrollThrough, ours)));
    await page.context().close();
  }
  ratios.push((times.ours.at(-1) ?? 0) / (times.bare.at(-1) ?? 1));
}
await bench.close();
// Neighbouring runs are compared with each other: the machine's load changes between the first and the last.
const passed = tell('scroll', median(times.ours), median(times.bare), 1.1, runs, median(ratios));
process.exitCode = passed ? 0 : 1;
