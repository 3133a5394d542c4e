/** A case put aside for an urgent one, in Chromium: opened again it is what it was, viewports, windows, slices, half a sentence. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, type StationRig, startRegion } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;

describe('a case put aside', () => {
  let region: Region;
  let pages: WindowPages;
  let second: StationRig;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    second = (await region.addReader('赵敏')).station;
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
    await page.context().close();
  }, 600_000);

  /** How a tracing lies, without a word of any language. */
  const tracingOf = (page: Page) =>
    page.evaluate(() => {
      const viewer = document.querySelector('[data-task] section[tabindex="0"]');
      const numbers = (text: string | null) => text?.match(/[+−]?\d+(?:\.\d+)?/g) ?? [];
      return {
        choices: [...(viewer?.querySelectorAll('select') ?? [])].map(({ value }) => value),
        baseline: viewer?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.checked,
        theme: viewer?.querySelector<HTMLElement>('[data-theme]')?.dataset.theme,
        isNarrow: viewer?.querySelector('[data-filter-band]') !== null,
        calipers: [...(viewer?.querySelectorAll('section[aria-live] button[aria-pressed]') ?? [])].map(
          (one) => numbers(one.textContent),
        ),
      };
    });

  it('of an ECG comes back with its paper, filters and calipers, also to the colleague who takes it', async () => {
    const exam = generateExam({ seed: 'aside-ecg', kind: 'ecg', scenario: 'ecg/sinus', now: new Date() });
    const { taskId } = await bringToWaiting(region, exam);
    const page = await pages.open(region.reader);
    page.setDefaultTimeout(patient);
    const row = (of: Page) => of.locator(`[data-task="${taskId}"][role="option"]`);
    await row(page).click();
    await page.keyboard.press('Enter');
    await page.locator('textarea[name="findings"]').fill('窦性心律');
    await page.locator('[data-draft-state="saved"]').waitFor();
    const viewer = '[data-task] section[tabindex="0"]';
    await page.locator(viewer).focus();
    for (const key of ['6', '+', 'h', 'h', 'h', 'w', 'w', 'z', 'g', 't', 'a', 'v'])
      await page.keyboard.press(key);
    await expect.poll(async () => (await tracingOf(page)).calipers.length).toBe(2);
    const left = await tracingOf(page);
    expect(left).toMatchObject({ theme: 'dark', isNarrow: true, baseline: true });
    expect(left.choices).toEqual(expect.arrayContaining(['6x2+1R', '20']));
    await screenshotAt(page, 'aside-ecg-01-left-zh-1366');

    await page.locator('[data-nav="worklist"]').click();
    await page.locator('[data-tab="mine"]').click();
    await row(page).click();
    await page.keyboard.press('Enter');
    await page.locator('textarea[name="findings"]').waitFor();
    await expect.poll(() => tracingOf(page), { timeout: patient }).toEqual(left);
    await screenshotAt(page, 'aside-ecg-02-back-zh-1366');

    await unwrap(second.window.station.settings.set({ language: 'en' }));
    const taker = await pages.open(second, { width: 1920, height: 1080 });
    taker.setDefaultTimeout(patient);
    await taker.locator('[data-tab="waiting"]').waitFor();
    await page.keyboard.press('Control+g');
    await page.locator('[data-colleague="赵敏"]').click();
    await taker.locator('[data-take-baton]').waitFor();
    await taker.keyboard.press('Alt+f');
    await taker.locator('textarea[name="findings"]').waitFor();
    await expect.poll(() => tracingOf(taker), { timeout: patient }).toEqual(left);
    await taker.locator('[data-analysis="done"]').waitFor();
    await screenshotAt(taker, 'aside-ecg-03-taken-en-1920');
    expect(pages.violations).toEqual([]);
  }, 600_000);
});
