/** Trouble of the store stands over every room with what to do, in both languages; site settings are an administrator's. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
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
