/** A case put aside for an urgent one, in Chromium: opened again it is what it was, viewports, windows, slices, half a sentence. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;

describe('a case put aside', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  /** All that the reader had before him. */
  const pictureOf = (page: Page) =>
    page.evaluate(() => ({
      panes: [...document.querySelectorAll<HTMLElement>('[data-pane]')].map((pane) => ({
        image: pane.dataset.image ?? null,
        active: pane.dataset.active,
        written: [...pane.querySelectorAll('.yz-corner')].map((corner) => corner.textContent),
      })),
      grid: document.querySelector<HTMLElement>('.yz-grid')?.style.gridTemplateColumns,
      findings: document.querySelector<HTMLTextAreaElement>('textarea[name="findings"]')?.value,
    }));

  it('comes back as it was', async () => {
    const slow = await bringToWaiting(region, examFor('put-aside', 'mr'));
    const urgent = await bringToWaiting(region, examFor('put-aside-urgent'));
    const page = await pages.open(region.reader);
    page.setDefaultTimeout(patient);
    const row = (taskId: string) => page.locator(`[data-task="${taskId}"][role="option"]`);
    await row(slow.taskId).click();
    await page.keyboard.press('Enter');
    await page.locator('[data-pane="0"][data-image]').waitFor();
    await page.locator('textarea[name="findings"]').waitFor();
    await page.keyboard.press('Shift+L');
    await page.locator('[data-pane="3"]').waitFor();
    await page.locator('[data-pane="1"][data-image]').waitFor();
    // Another slice and another window in the second pane, which stays in use.
    await page.locator('[data-pane="1"]').click();
    const before = await page.locator('[data-pane="1"]').getAttribute('data-image');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.locator('[data-pane="1"]').getAttribute('data-image'), { timeout: patient })
      .not.toBe(before);
    await page.keyboard.press('2');
    await page.locator('textarea[name="findings"]').fill('右侧额叶见片状');
    await page.locator('[data-draft-state="saved"]').waitFor();
    await page.waitForTimeout(1500);
    const left = await pictureOf(page);
    expect(left.panes).toHaveLength(4);
    expect(left.findings).toBe('右侧额叶见片状');
    await screenshotAt(page, 'aside-01-left-zh-1366');

    // A help that is open is closed first; where nothing is left to cancel, Escape leaves.
    await page.locator('[data-pane="1"]').click();
    await page.keyboard.press('?');
    await page.locator('.yz-help').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.yz-help').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('[data-tab="waiting"]').click();
    await row(urgent.taskId).click();
    await page.keyboard.press('Enter');
    await page.locator('[data-sign="final"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-tab="mine"]').click();
    await row(slow.taskId).click();
    await page.keyboard.press('Enter');
    await page.locator('[data-pane="1"][data-image]').waitFor();
    await expect.poll(() => pictureOf(page), { timeout: patient }).toEqual(left);
    await screenshotAt(page, 'aside-02-back-zh-1366');
    expect(pages.violations).toEqual([]);
  }, 600_000);
});
