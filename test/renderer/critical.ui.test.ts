/** 机器提示危急 as readers and the township see it, in Chromium: above every lane, never hidden, answered by one key. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { bringToWaiting, sign, write } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const exam = (seed: string, rhythm: string) =>
  generateExam({ seed, kind: 'ecg', scenario: `ecg/${rhythm}`, now: new Date() });

describe('what the machine calls critical', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  const rows = (page: Page) => page.locator('[data-task][role="option"]');

  it('stands first and rings, is shown before the reader has committed the rhythm, and goes back when it is rejected', async () => {
    const administrator = await region.addPerson('管理员', 'administrator');
    await region.reader.signIn(administrator);
    await unwrap(region.reader.window.station.settings.set({ thinkFirst: true }));
    await region.reader.signIn(region.doctor);
    const emergency = exam('ui-busy', 'sinus-tachycardia');
    await bringToWaiting(region, emergency);
    const page = await pages.open(region.reader);
    await rows(page).first().waitFor();
    const infarction = exam('ui-lifted', 'anterior-infarction');
    const { taskId } = await bringToWaiting(region, infarction);
    await page.locator(`[data-task="${taskId}"] [data-critical="unconfirmed"]`).waitFor();
    expect(await rows(page).first().getAttribute('data-task')).toBe(taskId);
    const card = page.locator('.mantine-Notification-root', { hasText: '机器提示危急,待确认' });
    await card.first().waitFor();
    await screenshotAt(page, 'critical-1-worklist-zh-1366');

    await rows(page).first().click();
    await page.keyboard.press('Enter');
    await page.locator('[data-rhythm-commit="open"]').waitFor({ timeout: 30_000 });
    const notice = page.locator('[data-critical-notice="unconfirmed"]');
    await notice.waitFor();
    expect(await notice.innerText()).toContain('ST 段抬高');
    expect(await notice.innerText()).toContain('浙江、山西');
    await page.locator('section canvas').first().waitFor();
    await page.locator('[data-analysis="done"]').waitFor();
    await screenshotAt(page, 'critical-2-room-zh-1366');
    await page.keyboard.press('Alt+x');
    await page.locator('[data-critical-notice="rejected"]').waitFor();
    expect(await notice.count()).toBe(0);
    expect(await page.locator('[data-analysis="done"]').innerText()).toContain('机器提示危急,医师已否定');
    await screenshotAt(page, 'critical-3-rejected-zh-1366');
    await unwrap(region.reader.window.station.worklist.release({ taskId, reason: '临时离开' }));
    await page.keyboard.press('Escape');
    await rows(page).first().waitFor();
    await expect
      .poll(() => page.locator(`[data-task="${taskId}"]`).getAttribute('data-lifted'))
      .toBe('false');
    await page.context().close();
  }, 240_000);

  it('is confirmed by one key, in English, and the township hears of it', async () => {
    const infarction = exam('ui-confirmed', 'inferior-infarction');
    const { taskId } = await bringToWaiting(region, infarction);
    const clinic = await pages.open(region.clinic);
    const page = await pages.open(region.reader, { width: 1920, height: 1080 });
    await page.locator('[data-nav="settings"]').click();
    await page.locator('[data-language]').getByText('English', { exact: true }).click();
    await page.locator('[data-nav="worklist"]').click();
    await page.locator(`[data-task="${taskId}"] [data-critical="unconfirmed"]`).waitFor();
    await screenshotAt(page, 'critical-4-worklist-en-1920');
    await rows(page).first().click();
    await page.keyboard.press('Enter');
    const notice = page.locator('[data-critical-notice="unconfirmed"]');
    await notice.waitFor({ timeout: 30_000 });
    await page.locator('[data-analysis="done"]').waitFor();
    await page.locator('textarea[name="impression"]').waitFor();
    await write(region.reader, infarction, 'Acute inferior infarction');
    await screenshotAt(page, 'critical-5-room-en-1920');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-block="critical-unjudged"]').waitFor();
    await screenshotAt(page, 'critical-6-sign-en-1920');
    await page.keyboard.press('Escape');
    await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+y');
    await page.locator('[data-critical-notice="confirmed"]').waitFor();
    await screenshotAt(page, 'critical-7-confirmed-en-1920');
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.locator(`[data-task="${taskId}"] [data-critical="confirmed"]`).waitFor();
    const told = clinic.locator('.mantine-Notification-root', { hasText: '医师已确认危急' });
    await told.first().waitFor();
    await screenshotAt(clinic, 'critical-8-township-zh-1366');
    await sign(region.reader, infarction);
    await taskInState(region.clinic, infarction, 'delivered');
    await page.locator('[data-nav="settings"]').click();
    await page.locator('[data-language]').getByText('中文', { exact: true }).click();
  }, 240_000);

  it('broke no content security policy and threw nothing', () => {
    expect(pages.violations).toEqual([]);
  });
});
