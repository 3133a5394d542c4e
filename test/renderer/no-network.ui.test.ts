/** The station is on this machine: a window that the system calls offline goes on asking it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('lists, claims and opens a case while the computer has no network but itself', async () => {
  const exam = examFor('no-network', 'ecg');
  const { taskId } = await bringToWaiting(region, exam);
  const page = await pages.open(region.reader);
  const row = page.locator(`[data-task="${taskId}"][role="option"]`);
  await row.waitFor();
  // As Chromium tells it when the last cable is pulled.
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { get: () => false });
    window.dispatchEvent(new Event('offline'));
  });
  await page.locator('[data-tab="all"]').click();
  await row.waitFor();
  await page.locator('[data-tab="waiting"]').click();
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('[data-sign="final"]').waitFor();
  await page.locator('textarea[name="impression"]').fill('窦性心律');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-sign-dialog]').getByText(exam.order.patient.name).waitFor();
  expect(pages.violations).toEqual([]);
}, 120_000);
