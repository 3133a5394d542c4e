/**
 * Bench `first-image`: opening a CT series until its first picture is on screen, in our viewer and on a bare Cornerstone3D
 * page, alternating in one run. Cold: a fresh page, from navigation. Prefetched: slices decoded ahead, from the claim.
 */
import type { Page } from 'playwright-core';
import { type Bench, freshPage, median, pictureBox, startBench, tell } from './viewer-bench.ts';

const runs = Number(process.env.RUNS ?? 5);
const ahead = 24;

/** Runs in the page before anything else: notes when a canvas first holds a picture that is not black. */
function watchFirstPicture(): void {
  const look = (): void => {
    const canvas = document.querySelector<HTMLCanvasElement>('#root canvas.cornerstone-canvas');
    const context = canvas && canvas.width > 2 ? canvas.getContext('2d') : null;
    if (canvas && context) {
      const { data } = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
      if ((data[0] ?? 0) > 32) {
        (window as unknown as { firstPicture: number }).firstPicture = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  Object.assign(window, { watchFirstPicture: look, firstPicture: 0 });
}

async function firstPicture(page: Page): Promise<number> {
  await page.waitForFunction(() => (window as unknown as { firstPicture: number }).firstPicture > 0, null, {
    timeout: 60_000,
  });
  return page.evaluate(() => (window as unknown as { firstPicture: number }).firstPicture);
}

async function cold(bench: Bench, path: string): Promise<number> {
  const page = await freshPage(bench.browser);
  await page.addInitScript(watchFirstPicture);
  await page.addInitScript(() =>
    (window as unknown as { watchFirstPicture: () => void }).watchFirstPicture(),
  );
  await page.goto(bench.server.url + path);
  const taken = await firstPicture(page);
  await page.context().close();
  return taken;
}

interface OpenedPage {
  readonly watchFirstPicture: () => void;
  readonly trial: {
    load(): Promise<unknown>;
    prefetch(study: unknown, count: number): Promise<void>;
    open(study: unknown): void;
  };
  readonly bare: {
    prefetch(ids: readonly string[]): Promise<void>;
    open(ids: readonly string[]): Promise<void>;
  };
}

async function prefetched(bench: Bench, which: 'ours' | 'bare'): Promise<number> {
  const page = await freshPage(bench.browser);
  await page.addInitScript(watchFirstPicture);
  const path =
    which === 'ours' ? '/viewer.html?wait' : `/bare.html?wait&box=${encodeURIComponent(pictureBox)}`;
  await page.goto(bench.server.url + path);
  await page.waitForFunction(() => 'trial' in window || 'bare' in window);
  const from =
    which === 'ours'
      ? await page.evaluate(async (count) => {
          const { trial, watchFirstPicture: watch } = window as unknown as OpenedPage;
          const study = await trial.load();
          await trial.prefetch(study, count);
          await new Promise((resolve) => setTimeout(resolve, 1500));
          const now = performance.now();
          watch();
          trial.open(study);
          return now;
        }, ahead)
      : await page.evaluate(
          async ({ ids, count }) => {
            const { bare, watchFirstPicture: watch } = window as unknown as OpenedPage;
            await bare.prefetch(ids.slice(0, count));
            await new Promise((resolve) => setTimeout(resolve, 1500));
            const now = performance.now();
            watch();
            void bare.open(ids);
            return now;
          },
          { ids: bench.imageIds, count: ahead },
        );
  const taken = (await firstPicture(page)) - from;
  await page.context().close();
  return taken;
}

const bench = await startBench(60);
const times = { coldOurs: [], coldBare: [], warmOurs: [], warmBare: [] } as Record<string, number[]>;
const bareCold = `/bare.html?box=${encodeURIComponent(pictureBox)}`;
await cold(bench, '/viewer.html');
await cold(bench, bareCold);
for (let run = 0; run < runs; run++) {
  times.coldOurs?.push(await cold(bench, '/viewer.html'));
  times.coldBare?.push(await cold(bench, bareCold));
  times.warmOurs?.push(await prefetched(bench, 'ours'));
  times.warmBare?.push(await prefetched(bench, 'bare'));
}
await bench.close();
const passes = [
  tell('first-image cold', median(times.coldOurs ?? []), median(times.coldBare ?? []), 1.2, runs),
  tell('first-image prefetched', median(times.warmOurs ?? []), median(times.warmBare ?? []), 1.2, runs),
];
process.exitCode = passes.every(Boolean) ? 0 : 1;
