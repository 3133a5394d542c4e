/** Trouble of the store stands over every room with what to do, in both languages; site settings are an administrator's. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Region, startRegion } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let page: Page;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  page = await pages.open(region.clinic);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('tells of objects that a check found damaged, in every room and language, and leads to the store', async () => {
  await page.locator('[data-nav="intake"]').waitFor();
  expect(await page.locator('[data-store-trouble]').count()).toBe(0);
  const sqlite = new Sqlite(join(region.clinic.folder, 'data', 'station.sqlite'), { timeout: 5000 });
  sqlite
    .prepare(`INSERT INTO lostObject (sha256, size, why, foundAt) VALUES (?, 10, 'damaged', ?)`)
    .run('a'.repeat(64), Date.now());
  sqlite.close();
  await page.reload();
  const band = page.locator('[data-store-trouble="lost"]');
  await band.waitFor();
  expect(await band.innerText()).toContain('核对发现 1 个对象损坏或缺失');
  for (const nav of ['intake', 'statistics']) {
    await page.locator(`[data-nav="${nav}"]`).click();
    await band.waitFor();
  }
  await screenshotAt(page, 'store-band');
  await unwrap(region.clinic.window.station.settings.set({ language: 'en' }));
  await page.reload();
  await band.waitFor();
  expect(await band.innerText()).toContain('damaged or missing: 1');
  await band.getByRole('button').click();
  await page.locator('[data-archive]').waitFor();
  expect(await page.locator('[data-site-settings] input').first().isDisabled()).toBe(true);
  await screenshotAt(page, 'store-band-en');
}, 120_000);

/** How far the letters of a field stand out from it: WCAG contrast, what is drawn half transparent counted as drawn. */
const contrastOf = (field: Locator) =>
  field.evaluate((input) => {
    const lightness = (colour: string): number => {
      const channels = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((one) => Number(one) / 255);
      const [red = 0, green = 0, blue = 0] = channels.map((one) =>
        one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const { color, backgroundColor, opacity } = getComputedStyle(input);
    const [one, other] = [lightness(color), lightness(backgroundColor)];
    return Number(opacity) * ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
  });

it('shows who may not change it the quota of the store, locked and readable in both looks', async () => {
  await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
  for (const [look, { width, height }] of [
    ['light', { width: 1366, height: 768 }],
    ['dark', { width: 1920, height: 1080 }],
  ] as const) {
    await unwrap(region.clinic.window.station.settings.set({ theme: look }));
    await page.setViewportSize({ width, height });
    await page.reload();
    await page.locator('[data-nav="settings"]').click();
    const quota = page.locator('input[data-quota]');
    await quota.scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    expect(await quota.isDisabled()).toBe(true);
    expect(await contrastOf(quota)).toBeGreaterThan(4.5);
    await screenshotAt(page, `store-card-zh-${look}-${width}`);
  }
}, 120_000);
