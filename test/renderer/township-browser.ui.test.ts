/** The township's screens as its PC shows them: a real Chromium 109, 1366×768, at 100 % and 125 %, through hosted mode. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium109 } from '../rig/chromium-109.ts';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { receiveByHand, screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const old = chromium109();
if (!old.ok) console.warn(`skipped: ${old.reason}`);

const scales = [
  { name: '100', scale: 1 },
  { name: '125', scale: 1.25 },
] as const;

describe.skipIf(!old.ok)('the township in Chromium 109', () => {
  let region: Region;
  let pages: WindowPages;

  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages(old.ok ? old.path : '')]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  /** What a screen of 1366×768 leaves to the page when the system or the browser magnifies it. */
  async function openClinic(scale: number): Promise<Page> {
    const page = await pages.open(region.clinic, {
      width: Math.floor(1366 / scale),
      height: Math.floor(768 / scale),
      scale,
    });
    await page.locator('[data-nav]').first().waitFor();
    return page;
  }

  it('is the browser it says it is', () => {
    expect(pages.browser.version()).toMatch(/^109\./);
  });

  for (const { name, scale } of scales)
    it(`shows every place at ${name} % without cutting any off`, async () => {
      const page = await openClinic(scale);
      for (const place of ['tracking', 'intake', 'statistics', 'settings']) {
        await page.locator(`[data-nav="${place}"]`).click();
        await page.waitForTimeout(1200);
        await screenshotAt(page, `chromium109-${place}-${name}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, `${place} is wider than the window`).toBeLessThanOrEqual(0);
        expect(await page.locator('main').innerText()).toMatch(/\p{Script=Han}/u);
      }
      await page.context().close();
    }, 120_000);

  it('takes a report home: watched on the clock, opened, acknowledged', async () => {
    const exam = examFor('chromium-109', 'ecg');
    await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '结论:chromium109');
    await sign(region.reader, exam);
    const page = await openClinic(1.25);
    await receiveByHand(page, exam, 'chromium109');
    await taskInState(region.reader, exam, 'received');
    await page.context().close();
  }, 180_000);

  it('threw nothing and broke no content security policy', () => {
    expect(pages.violations).toEqual([]);
  });
});
