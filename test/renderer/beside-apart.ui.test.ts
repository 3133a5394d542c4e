/** Three windows in Chromium: list and report, the pictures that are read, and what is beside them; the prior is hung there by itself, and scrolls along. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { createRandom } from '../../practice/random.ts';
import { drawPerson } from '../../practice/scenarios/people.ts';
import { bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;
let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: patient });
}

async function openCase(page: Page, taskId: string): Promise<void> {
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-sign="final"]').waitFor();
}

it('keeps a further window for the prior and the other examination of the visit, there by Enter from then on', async () => {
  const now = new Date();
  const person = drawPerson(createRandom('beside-apart'), now, [55, 65], 'M');
  const exam = (seed: string, kind: 'mr' | 'ecg') => generateExam({ seed, kind, now, person });
  const before = exam('beside-before', 'mr');
  await bringToWaiting(region, before);
  await readAndSign(region.reader, before, '颅脑MR平扫未见明显异常。');
  const { taskId } = await bringToWaiting(region, exam('beside-now', 'mr'));
  const tracing = await bringToWaiting(region, exam('beside-ecg', 'ecg'));
  const stranger = await bringToWaiting(region, examFor('beside-stranger', 'dr'));
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/objects/')) asked.push(request.url());
  });
  const openWindow = async (key: string): Promise<Page> => {
    const opening = page.context().waitForEvent('page');
    await page.keyboard.press(key);
    const opened = await opening;
    opened.setDefaultTimeout(patient);
    await opened.setViewportSize({ width: 1200, height: 1600 });
    return opened;
  };
  await openCase(page, taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.locator('[data-compare-foremost]').waitFor();
  // One display for pictures: what is beside them is asked for, and lies with them.
  const images = await openWindow('Alt+m');
  await images.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Alt+p');
  await images.locator('[data-comparison] [data-pane="0"][data-image]').waitFor();
  await images.locator('[data-comparison] [data-close-comparison]').click();
  await soon(() => images.locator('[data-comparison]').count()).toBe(0);

  // One more: the prior of the same kind is there by itself, under the banner of whose it is.
  const beside = await openWindow('Control+Alt+m');
  const prior = beside.locator('[data-comparison] [data-pane="0"]');
  await beside.locator('[data-comparison] [data-pane="0"][data-image]').waitFor();
  await beside.locator('[data-prior-report]').waitFor();
  expect(await images.locator('[data-comparison]').count()).toBe(0);
  expect(await beside.locator('[data-banner]').innerText()).toContain(person.name);
  // Linked by hand, as two frames of reference ask for: a key typed in either window moves both.
  const read = images.locator('[data-pane="0"]');
  const both = () =>
    Promise.all([read, prior].map((pane) => pane.getAttribute('data-image').then((image) => image ?? '')));
  for (const window of [images, beside]) {
    if (window === images) await images.keyboard.press('j');
    const [own, other] = await both();
    await window.keyboard.press('ArrowDown');
    await soon(async () => (await both())[0] !== own && (await both())[1] !== other).toBe(true);
  }
  expect(asked.filter((url, at) => asked.indexOf(url) !== at)).toEqual([]);

  // The other examination of the visit comes beside the prior.
  await page.keyboard.press('Alt+e');
  await beside.locator(`[data-companion="${tracing.taskId}"] canvas`).first().waitFor();
  await screenshotAt(page, 'beside-apart-01-report');
  await screenshotAt(images, 'beside-apart-02-images');
  await screenshotAt(beside, 'beside-apart-03-prior-and-ecg');
  await beside.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(beside, 'beside-apart-04-prior-and-ecg-1920');

  // The key fills the window it is pressed in, and that one alone.
  const filled = () =>
    Promise.all(
      [page, images, beside].map((window) => window.evaluate(() => document.fullscreenElement !== null)),
    );
  await beside.keyboard.press('F11');
  await soon(filled).toEqual([false, false, true]);
  await beside.keyboard.press('F11');
  await soon(filled).toEqual([false, false, false]);

  // Locked, nobody reads a name in any of them.
  const seen = () =>
    Promise.all([images, beside].map((window) => window.locator('[data-shown="true"]').count()));
  expect(await seen()).toEqual([1, 1]);
  await page.keyboard.press('Control+l');
  await soon(seen).toEqual([0, 0]);
  await page.locator('[role="dialog"] input[type="password"]').fill(region.doctor.secret);
  await page.keyboard.press('Enter');
  await soon(seen).toEqual([1, 1]);

  // Another patient: nothing of this one is left, and nothing stands there that was not asked for.
  await page.keyboard.press('Escape');
  await soon(seen).toEqual([0, 0]);
  await page.locator('[data-tab="waiting"]').click();
  await openCase(page, stranger.taskId);
  await images.locator('[data-shown="true"] [data-pane="0"][data-image]').waitFor();
  await beside.locator('[data-shown="true"] [data-beside-empty]').waitFor();
  expect(await beside.locator('body').innerText()).not.toContain(person.name);
  await screenshotAt(beside, 'beside-apart-05-nothing-beside');

  // The window is gone, and not wanted any more: one Enter opens what is wanted, with the prior where the pictures are.
  await beside.close();
  await page.keyboard.press('Escape');
  await page.locator('[data-tab="mine"]').click();
  await openCase(page, taskId);
  await images.locator('[data-shown="true"] [data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Alt+p');
  await images.locator('[data-comparison] [data-pane="0"][data-image]').waitFor();
  // By hand to a further display, from the frame itself; after a restart of the window one Enter brings all three.
  const opening = page.context().waitForEvent('page');
  await images.locator('[data-comparison] [data-beside-place]').click();
  await (await opening).locator('[data-comparison] [data-pane="0"][data-image]').waitFor();
  await page.reload();
  await page.locator('[data-tab="mine"]').click();
  await soon(() => page.context().pages().length).toBe(1);
  await openCase(page, taskId);
  await soon(() => page.context().pages().length).toBe(3);
  const windows = page.context().pages().slice(1);
  await soon(async () => {
    const compared = await Promise.all(
      windows.map((window) => window.locator('[data-comparison] [data-pane="0"][data-image]').count()),
    );
    return compared.sort();
  }).toEqual([0, 1]);
  expect(pages.violations).toEqual([]);
}, 600_000);
