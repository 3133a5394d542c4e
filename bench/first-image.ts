/**
 * Bench `first-image`: from the reader's claim to the first picture on screen, through a real exchange and stations, against a
 * bare Cornerstone3D page that opens the same CT series from a static server, alternating in one run. Both pages stand ready
 * with their scripts loaded. Prefetched: both have decoded the first slices ahead (ours as the window does by itself while the
 * task waits, with its room hung behind the list). Cold: neither has; the objects lie at the station. Cold it is also compared with
 * OHIF's own bundle, which has read another study before and opens this one from its study list; left out where it cannot be fetched.
 */
import type { Browser, Page } from 'playwright-core';
import type { Exam } from '../practice/exam.ts';
import { buildTrial } from '../test/renderer/viewers/image/rig/build-trial.ts';
import { serveTrial } from '../test/renderer/viewers/image/rig/serve-trial.ts';
import { studyOfFiles } from '../test/renderer/viewers/image/rig/study-of-files.ts';
import { syntheticCt } from '../test/renderer/viewers/image/rig/synthetic-images.ts';
import { bringToWaiting, examFor } from '../test/rig/line.ts';
import { openBrowser } from '../test/rig/open-browser.ts';
import { type Region, startRegion } from '../test/rig/region.ts';
import { newStationPage } from '../test/rig/station-page.ts';
import { until } from '../test/rig/window-client.ts';
import { fetchOhif, ohifVersion } from './ohif/fetch-ohif.ts';
import { openOhif } from './ohif/ohif-page.ts';
import { median, pictureBox, tell, windowSize } from './viewer-bench.ts';

const runs = Number(process.env.RUNS ?? 5);
/** As many as the window decodes ahead. */
const ahead = 24;
/** Both pages stand open this long before the claim, in ms: ours has warmed its graphics by then. */
const settling = 6000;

interface Watching {
  firstPicture: number;
  watchFirstPicture: () => void;
}

/**
 * Runs in the page before anything else: notes when a frame has been painted in which a viewer's canvas that can be seen holds
 * something that is not dark. A room that is built behind the list does not count until its key shows it.
 */
function prepareWatch(): void {
  const isLit = (canvas: HTMLCanvasElement): boolean => {
    const seen = canvas.width > 2 && canvas.checkVisibility({ visibilityProperty: true });
    const context = seen ? canvas.getContext('2d') : null;
    if (!context) return false;
    const { data } = context.getImageData(0, canvas.height / 2, canvas.width, 1);
    return data.some((value, index) => index % 4 === 0 && value > 48);
  };
  const look = (): void => {
    requestAnimationFrame(() => {
      // A message is taken when the frame that is being made has been painted: whoever draws in it is seen, in whatever order they do.
      const painted = new MessageChannel();
      painted.port1.onmessage = () => {
        const canvases = document.querySelectorAll<HTMLCanvasElement>('canvas.cornerstone-canvas');
        if ([...canvases].some(isLit)) (window as unknown as Watching).firstPicture = performance.now();
        else look();
      };
      painted.port2.postMessage(null);
    });
  };
  Object.assign(window, { watchFirstPicture: look, firstPicture: 0 });
}

async function firstPicture(page: Page): Promise<number> {
  const seen = () => (window as unknown as Watching).firstPicture;
  await page.waitForFunction(() => (window as unknown as Watching).firstPicture > 0, null, {
    timeout: 60_000,
  });
  return page.evaluate(seen);
}

const objectsFetched = (page: Page): Promise<number> =>
  page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/objects/')).length,
  );

async function ours(browser: Browser, region: Region, exam: Exam, prefetched: boolean): Promise<number> {
  const page = await newStationPage(browser, region.reader, windowSize);
  await page.addInitScript(prepareWatch);
  // Cold: what the window would get ready by itself is kept from it until the claim.
  if (!prefetched) await page.route('**/reading/ahead', (route) => route.abort());
  await page.goto(region.reader.window.origin);
  await page.locator('[data-tab="waiting"]').click();
  const row = page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first();
  await row.waitFor();
  if (prefetched) await until('slices ahead', async () => (await objectsFetched(page)) >= ahead);
  await page.waitForTimeout(settling);
  await page.unroute('**/reading/ahead');
  await row.click();
  const from = await page.evaluate(() => {
    const now = performance.now();
    (window as unknown as Watching).watchFirstPicture();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    return now;
  });
  const taken = (await firstPicture(page)) - from;
  await page.context().close();
  return taken;
}

interface BarePage {
  readonly watchFirstPicture: () => void;
  readonly bare: {
    prefetch(ids: readonly string[]): Promise<void>;
    open(ids: readonly string[]): Promise<void>;
  };
}

async function bare(browser: Browser, folder: string, exam: Exam, prefetched: boolean): Promise<number> {
  const { study, objects } = studyOfFiles(exam.objects.map(({ bytes }) => bytes));
  const server = await serveTrial(folder, study, objects);
  const context = await browser.newContext({ viewport: windowSize });
  const page = await context.newPage();
  await page.addInitScript(prepareWatch);
  await page.goto(`${server.url}/bare.html?wait&box=${encodeURIComponent(pictureBox)}`);
  await page.waitForFunction(() => 'bare' in window);
  const ids = [...objects.keys()].map((sha256) => `wadouri:/objects/${sha256}`);
  const from = await page.evaluate(
    async ({ all, count, wait }) => {
      const { bare: its, watchFirstPicture } = window as unknown as BarePage;
      await its.prefetch(all.slice(0, count));
      await new Promise((resolve) => setTimeout(resolve, wait));
      const now = performance.now();
      watchFirstPicture();
      void its.open(all);
      return now;
    },
    { all: ids, count: prefetched ? ahead : 0, wait: settling },
  );
  const taken = (await firstPicture(page)) - from;
  await context.close();
  await server.close();
  return taken;
}

async function ohif(browser: Browser, bundle: string, exam: Exam): Promise<number> {
  const before = syntheticCt({ slices: 8 });
  const own = exam.objects.map(({ bytes }) => bytes);
  const readBefore = studyOfFiles(before).study.studyInstanceUid;
  const files = [...before, ...own];
  const opened = await openOhif(browser, bundle, {
    files,
    readBefore,
    viewport: windowSize,
    prepare: prepareWatch,
  });
  await opened.page.waitForTimeout(settling);
  const from = await opened.page.evaluate(
    (path) => {
      const now = performance.now();
      (window as unknown as Watching).watchFirstPicture();
      history.pushState({}, '', path);
      window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
      return now;
    },
    opened.pathOf(studyOfFiles(own).study.studyInstanceUid),
  );
  const taken = (await firstPicture(opened.page)) - from;
  await opened.close();
  return taken;
}

const folder = await buildTrial();
const bundle = await fetchOhif();
const region = await startRegion();
const browser = await openBrowser({ composedBy: 'graphics' });
const times = { ours: [[], []], bare: [[], []] } as Record<'ours' | 'bare', [number[], number[]]>;
const ohifTimes: number[] = [];
try {
  for (let run = 0; run <= runs; run++) {
    for (const prefetched of [false, true]) {
      const exam = examFor(`first-image ${run} ${prefetched}`, 'ct');
      const task = await bringToWaiting(region, exam);
      await until('the study at the reader', async () => {
        const got = await region.reader.window.station.worklist.get({ taskId: task.taskId });
        return got.ok && got.value.held.objects === exam.objects.length;
      });
      const taken = {
        ours: await ours(browser, region, exam, prefetched),
        bare: await bare(browser, folder, exam, prefetched),
      };
      const takenByOhif = bundle === null || prefetched ? null : await ohif(browser, bundle, exam);
      // The first round warms disks and processes.
      if (run === 0) continue;
      if (takenByOhif !== null) ohifTimes.push(takenByOhif);
      for (const whose of ['ours', 'bare'] as const) times[whose][prefetched ? 1 : 0].push(taken[whose]);
    }
  }
} finally {
  await browser.close();
  await region.stop();
}
const passes = [
  tell('first-image cold', median(times.ours[0]), median(times.bare[0]), 1.1, runs),
  tell('first-image prefetched', median(times.ours[1]), median(times.bare[1]), 1.2, runs),
];
if (ohifTimes.length > 0) {
  const both = [median(times.ours[0]), median(ohifTimes)] as const;
  passes.push(tell('first-image cold', ...both, 1, runs, both[0] / both[1], `OHIF ${ohifVersion}`));
}
process.exitCode = passes.every(Boolean) ? 0 : 1;
