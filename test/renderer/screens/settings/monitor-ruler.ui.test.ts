/** The ruler of the settings screen: what it measures on this monitor is kept for this monitor, and makes the ECG paper true. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Region, startRegion } from '../../../rig/region.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('measures a line of 400 px once for this monitor, in both languages', async () => {
  const page = await pages.open(region.reader);
  await page.locator('[data-nav="settings"]').click();
  const ruler = page.locator('[data-monitor-ruler]');
  await ruler.scrollIntoViewIfNeeded();
  expect(await ruler.locator('[data-monitor-measured]').getAttribute('data-monitor-measured')).toBe('false');
  await screenshotAt(page, 'monitor-ruler-zh-1366');
  await ruler.locator('input').fill('100');
  await ruler.locator('[data-monitor-measured="true"]').waitFor();
  const kept = await page.evaluate(() => localStorage.getItem('yuanzhen.pixelsPerMm'));
  const { width, height } = await page.evaluate(() => ({
    width: window.screen.width,
    height: window.screen.height,
  }));
  expect(JSON.parse(kept ?? '{}')).toEqual({ [`${width}×${height} @100%`]: 4 });
  await page.locator('[data-language]').getByText('English', { exact: true }).click();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, 'monitor-ruler-en-1920');
  await page.locator('[data-language]').getByText('中文', { exact: true }).click();
  expect(pages.violations).toEqual([]);
}, 120_000);
