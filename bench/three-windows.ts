/**
 * Bench `three-windows` (C12): a CT study with a prior CT of the same patient, through a real exchange and stations: in one window, the prior
 * beside it, and again with the study and the prior in windows of their own. Memory of the browser's drawing processes in both, once all
 * slices are loaded, and how long after the slice that is read the linked one in the other window stands, key by key.
 */
import type { Page } from 'playwright-core';
import { generateExam } from '../practice/generate-exam.ts';
import { createRandom } from '../practice/random.ts';
import { drawPerson } from '../practice/scenarios/people.ts';
import { bringToWaiting, readAndSign } from '../test/rig/line.ts';
import { openBrowser } from '../test/rig/open-browser.ts';
import { startRegion } from '../test/rig/region.ts';
import { newStationPage } from '../test/rig/station-page.ts';
import { median, residentMb } from './viewer-bench.ts';

const keys = Number(process.env.KEYS ?? 40);
const goal = { ofOneWindow: 1.3, scrollP95Ms: 50 };
/** Each of the three displays, in CSS pixels; one window has the room of one of them. */
const display = { width: 1600, height: 1200 };
const limitMs = 120_000;
/** The prior's frame, wherever it lies. */
const prior = '[data-comparison]';
/** What is let go or collected a while after loading is gone by then, in ms. */
const restMs = 8000;

const region = await startRegion();
const browser = await openBrowser({ composedBy: 'graphics' });
let pass = false;
try {
  const now = new Date();
  const person = drawPerson(createRandom('three-windows'), now, [55, 65], 'M');
  const exam = (seed: string) => generateExam({ seed, kind: 'ct', scenario: 'ct-head/normal', now, person });
  const before = exam('three-windows-before');
  await bringToWaiting(region, before);
  await readAndSign(region.reader, before, before.finding.impression['zh-CN']);
  const { taskId } = await bringToWaiting(region, exam('three-windows-now'));

  const one = await openPage();
  await openCase(one, taskId);
  await one.keyboard.press('Alt+p');
  await one.locator(`${prior} [data-image]`).first().waitFor();
  const oneMb = await weigh(one);
  await one.context().close();

  const page = await openPage();
  await page.locator('[data-tab="mine"]').click();
  await openCase(page, taskId);
  const images = await openWindow(page, 'Alt+m');
  await images.locator('[data-pane="0"][data-image]').waitFor();
  const beside = await openWindow(page, 'Control+Alt+m');
  await beside.locator(`${prior} [data-image]`).first().waitFor();
  const threeMb = await weigh(page);
  const apartMs = await scrollLinked(images, beside);

  const ofOneWindow = threeMb / oneMb;
  const sorted = [...apartMs].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
  pass = ofOneWindow < goal.ofOneWindow && p95 < goal.scrollP95Ms;
  console.log(
    JSON.stringify({
      bench: 'three-windows',
      memoryMb: { one: Math.round(oneMb), three: Math.round(threeMb) },
      ofOneWindow: Number(ofOneWindow.toFixed(3)),
      keys: sorted.length,
      scrollMs: { median: Number(median(sorted).toFixed(1)), p95: Number(p95.toFixed(1)) },
      goal,
      pass,
    }),
  );
} finally {
  await browser.close();
  await region.stop();
}
process.exitCode = pass ? 0 : 1;

async function openPage(): Promise<Page> {
  const page = await newStationPage(browser, region.reader, display);
  page.setDefaultTimeout(limitMs);
  await page.goto(region.reader.window.origin);
  return page;
}

async function openCase(page: Page, id: string): Promise<void> {
  await page.locator(`[data-task="${id}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-sign="final"]').waitFor();
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.locator('[data-compare-foremost]').waitFor();
}

async function openWindow(page: Page, key: string): Promise<Page> {
  const opening = page.context().waitForEvent('page');
  await page.keyboard.press(key);
  const opened = await opening;
  opened.setDefaultTimeout(limitMs);
  await opened.setViewportSize(display);
  return opened;
}

/** MB of the drawing processes, after a collection, when every series of both studies says that it is whole. */
async function weigh(page: Page): Promise<number> {
  for (const window of page.context().pages())
    await window.waitForFunction(() =>
      [...document.querySelectorAll('[role=progressbar]')].every(
        (bar) => bar.getAttribute('aria-valuenow') === bar.getAttribute('aria-valuemax'),
      ),
    );
  await page.waitForTimeout(restMs);
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  await client.detach();
  return residentMb(browser, ['renderer', 'GPU']);
}

/** For each key: ms from the slice that is read to the linked one, both as they were noted drawn. One program draws in all windows: one clock. */
async function scrollLinked(images: Page, beside: Page): Promise<readonly number[]> {
  await images.locator('[data-pane="0"]').first().click();
  await images.keyboard.press('j');
  for (const window of [images, beside])
    await window.evaluate(() => {
      const pane = document.querySelector('[data-pane="0"]');
      const shownAt: number[] = [];
      Object.assign(globalThis, { shownAt });
      if (pane === null) throw new Error('no pane');
      new MutationObserver(() => shownAt.push(performance.timeOrigin + performance.now())).observe(pane, {
        attributes: true,
        attributeFilter: ['data-image'],
      });
    });
  const countOf = (window: Page) =>
    window.evaluate(() => (globalThis as unknown as { shownAt: number[] }).shownAt.length);
  const lastOf = (window: Page) =>
    window.evaluate(() => (globalThis as unknown as { shownAt: number[] }).shownAt.at(-1) ?? Number.NaN);
  const taken: number[] = [];
  for (let key = 0; key < keys; key += 1) {
    const [was, wasBeside] = [await countOf(images), await countOf(beside)];
    await images.keyboard.press(key % 24 < 12 ? 'ArrowDown' : 'ArrowUp');
    for (const [window, count] of [
      [images, was],
      [beside, wasBeside],
    ] as const)
      await window.waitForFunction(
        (than) => (globalThis as unknown as { shownAt: number[] }).shownAt.length > than,
        count,
      );
    taken.push((await lastOf(beside)) - (await lastOf(images)));
  }
  return taken;
}
