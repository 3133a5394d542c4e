/** The pictures in a window of their own, in Chromium: opened by a key, then by the Enter that opens a case; one program, one set of pixels. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
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

it('goes to another window and back with all that was done, and comes there by Enter from then on', async () => {
  const first = await bringToWaiting(region, examFor('apart', 'mr'));
  const second = await bringToWaiting(region, examFor('apart-next', 'dr'));
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/objects/')) asked.push(request.url());
  });
  await openCase(page, first.taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('g');
  await soon(() => page.locator('.yz-mark-key').count()).toBe(1);
  const opening = page.context().waitForEvent('page');
  await page.keyboard.press('Alt+m');
  const beside = await opening;
  beside.setDefaultTimeout(patient);
  await beside.setViewportSize({ width: 1200, height: 1600 });
  await beside.locator('[data-pane="0"][data-image]').waitFor();
  expect(await page.locator('[data-pane]').count()).toBe(0);
  // Under whose name they lie; what was marked is there; nothing was fetched a second time.
  expect(await beside.locator('[data-banner]').innerText()).toContain(
    await page.locator('[data-banner] b, [data-banner] span').first().innerText(),
  );
  await soon(() => beside.locator('.yz-mark-key').count()).toBe(1);
  expect(asked.filter((url, at) => asked.indexOf(url) !== at)).toEqual([]);

  // The hands reach it in both windows: keys typed here or there, a line drawn there.
  const shown = () => beside.locator('[data-pane="0"]').getAttribute('data-image');
  const start = await shown();
  await page.keyboard.press('ArrowDown');
  await soon(shown).not.toBe(start);
  const stepped = await shown();
  await beside.keyboard.press('ArrowDown');
  await soon(shown).not.toBe(stepped);
  const box = await beside.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await beside.keyboard.press('l');
  await beside.mouse.move(x - 60, y);
  await beside.mouse.down();
  await beside.mouse.move(x, y + 10, { steps: 4 });
  await beside.mouse.move(x + 60, y + 20, { steps: 4 });
  await beside.mouse.up();
  await soon(() => beside.locator('[data-mark][data-tool="length"]').count()).toBe(1);
  // Cornerstone's own drag: the window of the picture.
  await beside.keyboard.press('Escape');
  await beside.keyboard.press('w');
  const corner = () => beside.locator('[data-pane="0"] .yz-bottom-right').innerText();
  const usual = await corner();
  await beside.mouse.move(x - 60, y - 100);
  await beside.mouse.down();
  await beside.mouse.move(x, y - 60, { steps: 6 });
  await beside.mouse.up();
  await soon(corner).not.toBe(usual);
  await beside.keyboard.press('u');
  await soon(() => page.locator('textarea[name="findings"]').inputValue()).toMatch(/长度 [\d.]+ mm/);
  // A critical value is raised once, from whichever window the key comes.
  await beside.keyboard.press('Alt+c');
  await soon(() => page.locator('[role="dialog"]').count()).toBe(1);
  await page.locator('[role="dialog"]').getByRole('button', { name: '取消' }).click();
  await soon(() => page.locator('[role="dialog"]').count()).toBe(0);
  await screenshotAt(beside, 'apart-01-images-zh');
  await screenshotAt(page, 'apart-02-report-zh-1366');

  // The next case: its pictures are there with the one Enter.
  await page.keyboard.press('Escape');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(0);
  await page.locator('[data-tab="waiting"]').click();
  await openCase(page, second.taskId);
  await soon(() => beside.locator('[data-shown="true"] [data-pane="0"][data-image]').count()).toBe(1);

  // Locked, nobody reads a name there.
  await page.keyboard.press('Control+l');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(0);
  await page.locator('[role="dialog"] input[type="password"]').fill(region.doctor.secret);
  await page.keyboard.press('Enter');
  await soon(() => beside.locator('[data-shown="true"]').count()).toBe(1);

  // Closed by hand: they are back, and stay here.
  await beside.close();
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-tab="mine"]').click();
  await openCase(page, first.taskId);
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await soon(() => page.locator('[data-mark][data-tool="length"]').count()).toBe(1);
  expect(page.context().pages()).toHaveLength(1);

  // The picture alone on the monitor, and the report again by its key.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.keyboard.press('F11');
  await soon(() => page.locator('[data-report-panel]').isVisible()).toBe(false);
  expect(await page.locator('[data-banner]').isVisible()).toBe(true);
  await screenshotAt(page, 'apart-03-full-zh-1920');
  await page.keyboard.press('Control+e');
  await soon(() => page.locator('[data-report-panel]').isVisible()).toBe(true);
  expect(pages.violations).toEqual([]);
}, 600_000);
