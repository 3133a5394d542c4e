/**
 * Bench `memory`: 200 cases opened, looked through and closed in one window, every other one as a reconstruction; what stays of
 * each in the page's heap and in the browser's processes. The slope is a least-squares line over the last three quarters.
 */
import type { Browser, Page } from 'playwright-core';
import type { Study } from '#shared/study/study.ts';
import { buildTrial } from '../test/renderer/viewers/image/rig/build-trial.ts';
import { serveTrial } from '../test/renderer/viewers/image/rig/serve-trial.ts';
import { studyOfFiles } from '../test/renderer/viewers/image/rig/study-of-files.ts';
import { syntheticCt } from '../test/renderer/viewers/image/rig/synthetic-images.ts';
import { openBrowser } from '../test/rig/open-browser.ts';
import { residentMb, windowSize } from './viewer-bench.ts';

const cases = Number(process.env.CASES ?? 200);
const slices = 24;
const goalMbPerCase = 1;

interface Trial {
  readonly trial: { open(study: Study): void; close(): void };
}

/** The study again under a name of its own, so that nothing of it is known to the page. */
function caseOf(study: Study, objects: Map<string, Uint8Array>, at: number): Study {
  const mark = at.toString(16).padStart(8, '0');
  return {
    ...study,
    studyInstanceUid: `${study.studyInstanceUid}.${at}`,
    series: study.series.map((series) => ({
      ...series,
      seriesInstanceUid: `${series.seriesInstanceUid}.${at}`,
      instances: series.instances.map((instance) => {
        const sha256 = (mark + instance.sha256.slice(8)) as typeof instance.sha256;
        objects.set(sha256, objects.get(instance.sha256) as Uint8Array);
        return { ...instance, sha256 };
      }),
    })),
  };
}

async function look(page: Page, study: Study, at: number): Promise<void> {
  await page.evaluate((given) => (window as unknown as Trial).trial.open(given), study);
  await page.waitForFunction(
    (total) => document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow') === String(total),
    slices,
    { timeout: 120_000 },
  );
  await page.keyboard.press('Shift+ArrowDown');
  if (at % 2 === 1) {
    await page.keyboard.press('q');
    await page.waitForFunction(
      () => document.querySelectorAll('[data-plane][data-drawn="whole"]').length === 3,
      null,
      { timeout: 120_000 },
    );
    await page.keyboard.press('q');
  }
  await page.evaluate(() => (window as unknown as Trial).trial.close());
  // React may still be about to take it down: the next case is another viewer.
  await page.waitForFunction(() => document.querySelector('.yz-viewer') === null);
}

/** MB; of the heap after a collection. */
async function weigh(
  browser: Browser,
  page: Page,
): Promise<{ heap: number; processes: number; contexts: number }> {
  // What is let go a while after a case is gone by then.
  await page.waitForTimeout(6000);
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  await client.send('Performance.enable');
  const { metrics } = await client.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  await client.detach();
  const processes = await residentMb(browser, ['renderer', 'GPU']);
  const contexts = await page.evaluate(() => document.querySelectorAll('canvas').length);
  return { heap: heap / 1e6, processes, contexts };
}

function slopeOf(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

const folder = await buildTrial();
const { study, objects } = studyOfFiles(syntheticCt({ slices, size: 512 }));
const server = await serveTrial(folder, study, objects);
const browser = await openBrowser({ composedBy: 'graphics' });
const weights: { at: number; heap: number; processes: number; contexts: number }[] = [];
try {
  const page = await (await browser.newContext({ viewport: windowSize })).newPage();
  await page.goto(`${server.url}/viewer.html?wait`);
  await page.waitForFunction(() => 'trial' in window);
  for (let at = 0; at < cases; at++) {
    await look(page, caseOf(study, objects, at), at);
    if ((at + 1) % Math.max(1, Math.round(cases / 20)) === 0) {
      weights.push({ at: at + 1, ...(await weigh(browser, page)) });
      console.error(JSON.stringify(weights.at(-1)));
    }
  }
} finally {
  await browser.close();
  await server.close();
}
const late = weights.filter(({ at }) => at > cases / 4);
const heap = slopeOf(late.map((one) => [one.at, one.heap]));
const processes = slopeOf(late.map((one) => [one.at, one.processes]));
const pass = heap < goalMbPerCase && processes < goalMbPerCase;
console.log(
  JSON.stringify({
    bench: 'memory',
    unit: 'MB/case',
    cases,
    heap: Number(heap.toFixed(3)),
    processes: Number(processes.toFixed(3)),
    last: weights.at(-1),
    goal: goalMbPerCase,
    pass,
  }),
);
process.exitCode = pass ? 0 : 1;
