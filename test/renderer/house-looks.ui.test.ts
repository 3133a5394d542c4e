/** The screens of the house on a township's PC in Chinese and on a large monitor in English: whole, in words, nothing beyond the edge. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  const read = examFor('house-read');
  await bringToWaiting(region, read);
  await readAndSign(region.reader, read, '窦性心律。');
  await taskInState(region.clinic, read, 'delivered');
  await bringToWaiting(region, examFor('house-dr', 'dr'));
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

const looks = [
  { language: 'zh-CN', width: 1366, height: 768 },
  { language: 'en', width: 1920, height: 1080 },
] as const;

/** What is wider than the window, and what is shown as the name of a word that nobody wrote. */
const faultsOf = (page: Page) =>
  page.evaluate(() => {
    const words = document.body.innerText.split('\n').map((line) => line.trim());
    return {
      beyond: document.documentElement.scrollWidth - window.innerWidth,
      unwritten: words.filter((line) => /^[a-z]+(\.[a-zA-Z-]+)+$/.test(line)),
    };
  });

/** Each tick of the chart of single tasks says the hour, another one each, and the day stands below where it begins. */
async function expectHours(page: Page): Promise<void> {
  const texts = page.locator('[data-each-task] .xtick text');
  await texts.first().waitFor();
  const ticks = await texts.allTextContents();
  expect(ticks.length).toBeGreaterThan(2);
  expect(new Set(ticks).size).toBe(ticks.length);
  for (const tick of ticks) expect(tick).toMatch(/^\d\d:\d\d(\d\d-\d\d)?$/);
  expect(ticks.filter((tick) => tick.length > 5).length).toBeGreaterThan(0);
}

async function lookAt(station: StationRig, name: string, screens: readonly string[]): Promise<void> {
  for (const { language, width, height } of looks) {
    await unwrap(station.window.station.settings.set({ language }));
    const page = await pages.open(station);
    await page.setViewportSize({ width, height });
    for (const screen of screens) {
      await page.locator(`[data-nav="${screen}"]`).click();
      // Charts are drawn after their numbers are there.
      await page.waitForTimeout(1200);
      await page.locator('.mantine-Loader-root').waitFor({ state: 'detached' });
      expect(await faultsOf(page), `${screen} ${language}`).toEqual({ beyond: 0, unwritten: [] });
      if (screen === 'statistics') await expectHours(page);
      await screenshotAt(page, `house-${name}-${screen}-${language}-${width}`);
    }
    await page.context().close();
  }
}

it('at the township: arrivals, turnaround, settings', async () => {
  await lookAt(region.clinic, 'township', ['intake', 'statistics', 'settings']);
}, 120_000);

it('at the centre: turnaround, settings', async () => {
  await lookAt(region.reader, 'centre', ['statistics', 'settings']);
}, 120_000);

it('broke no content security policy and threw nothing', () => {
  expect(pages.violations).toEqual([]);
});
