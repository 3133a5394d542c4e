/** Correction and withdrawal as both ends see them, in Chromium: begun with a reason, written over the former text, taken note of. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperCode } from '#shared/report/paper-code.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { taskIdSchema } from '#shared/study/ids.ts';
import { acknowledge, bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { pinOf, type Region, setSiteSettings, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Two windows paint at once, on whatever machine this is. */
const patient = 90_000;
const wide = { width: 1920, height: 1080 };

describe('amending a report in a browser', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  async function openDelivered(page: Page, taskId: string): Promise<void> {
    await page.locator('[data-tab="delivered"]').click();
    const row = page.locator(`[data-task="${taskId}"][role="option"]`);
    await row.click();
    await page.keyboard.press('Enter');
    await page.locator('[data-amend-menu]').waitFor();
  }
  async function signByHand(page: Page): Promise<void> {
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await dialog.waitFor();
    await page.waitForTimeout(700);
    await dialog.locator('input').first().click();
    await page.keyboard.type(pinOf);
  }

  it('corrects from the former text, and the township takes note of what changed', async () => {
    const exam = examFor('amend-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '右肺上叶结节');
    await acknowledge(region, exam);
    await taskInState(region.reader, exam, 'received');

    const reader = await pages.open(region.reader);
    reader.setDefaultTimeout(patient);
    await openDelivered(reader, taskId);
    await reader.locator('[data-amend-menu]').click();
    await reader.locator('[data-amend="correct"]').waitFor();
    await screenshotAt(reader, 'amend-01-menu-zh-1366');
    await reader.keyboard.press('Escape');
    await reader.locator('[data-amend="correct"]').waitFor({ state: 'hidden' });
    await reader.keyboard.press('Alt+g');
    const dialog = reader.locator('[data-amend-dialog="correct"]');
    await dialog.locator('[data-amend-reason]').first().click();
    await reader.getByRole('option', { name: '左右侧有误' }).click();
    await dialog.locator('textarea').first().fill('电话复核后更正');
    await screenshotAt(reader, 'amend-02-dialog-zh-1366');
    await reader.locator('[data-begin-amendment]').click();
    const impression = reader.locator('textarea[name="impression"]');
    await impression.waitFor();
    await expect.poll(() => impression.inputValue(), { timeout: 15_000 }).toBe('右肺上叶结节');

    const clinic = await pages.open(region.clinic);
    clinic.setDefaultTimeout(patient);
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.getByText('已完成').click();
    const card = clinic.locator(`article[data-task="${taskId}"]`);
    await card.locator('[data-amending="correct"]').waitFor({ timeout: patient });
    expect(await card.innerText()).toContain('李明 更正中:左右侧有误 · 电话复核后更正;原报告暂时有效');
    await screenshotAt(clinic, 'amend-03-township-meanwhile-zh-1366');

    // Nothing is signed that says the same.
    await reader.keyboard.press('Control+Enter');
    await reader.locator('[data-block="report-unchanged"]').waitFor();
    await reader.keyboard.press('Escape');
    await reader.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
    await reader.locator('textarea[name="findings"]').fill('所见:左肺上叶结节');
    await impression.fill('左肺上叶结节,建议复查');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await reader.locator('[data-amending] [data-change="impression"] ins').first().waitFor();
    await screenshotAt(reader, 'amend-04-writing-zh-1366');
    await signByHand(reader);
    await screenshotAt(reader, 'amend-05-sign-zh-1366');
    await reader.locator('[data-confirm-sign]').click();
    await reader.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
    await reader.locator(`[data-task="${taskId}"] [data-unnoted="corrected"]`).waitFor();
    await screenshotAt(reader, 'amend-06-list-zh-1366');

    await clinic.getByText('进行中').click();
    const notice = clinic.locator(`[data-notice="corrected"][data-task="${taskId}"]`);
    await notice.locator('[data-change="impression"]').waitFor();
    expect(await notice.innerText()).toContain('报告已更正');
    expect(await notice.locator('[data-change="impression"] del').first().innerText()).toBe('右肺');
    await clinic.waitForTimeout(1500);
    await screenshotAt(clinic, 'amend-07-notice-zh-1366');
    await card.locator('[data-open-report]').click();
    await clinic.locator('[data-report][data-replaced="corrected"] [data-replaced-mark]').waitFor();
    expect(await clinic.locator('[data-report]').count()).toBe(2);
    await screenshotAt(clinic, 'amend-08-versions-zh-1366');
    await clinic.keyboard.press('Escape');
    // The old paper is scanned once more: it opens what stands, and says that it is not the paper.
    const reports = await unwrap(
      region.clinic.window.station.dispatch.reports({ taskId: taskIdSchema.parse(taskId) }),
    );
    const first = reports.find((report) => report.version === 1);
    if (first === undefined) throw new Error('no first version');
    const scanner = clinic.locator('[data-paper-code]');
    await scanner.fill('6901234567892');
    await scanner.press('Enter');
    await clinic.getByText('这不是远诊报告的二维码').waitFor();
    await scanner.fill(
      paperCode(bodyOf(first.report), (text) => createHash('sha256').update(text).digest('hex')),
    );
    await clinic.getByText(/纸上是第 1 版,现行为第 2 版/).waitFor();
    await clinic.locator('[data-report][data-replaced="corrected"] [data-replaced-mark]').waitFor();
    await screenshotAt(clinic, 'amend-08-paper-zh-1366');
    await clinic.keyboard.press('Escape');
    await notice.locator('[data-take-note]').click();
    await notice.waitFor({ state: 'detached' });
    const task = await taskInState(region.reader, exam, 'received');
    expect(task.notice?.acknowledged?.name).toBe(region.nurse.name);
    for (const page of [reader, clinic]) await page.context().close();
  }, 400_000);

  it('withdraws, in English: the former words are struck at both ends', async () => {
    const exam = examFor('withdraw-window', 'ecg');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '急性下壁心肌梗死');
    await acknowledge(region, exam);
    await taskInState(region.reader, exam, 'received');
    await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
    await setSiteSettings(region, { language: 'en' });

    const reader = await pages.open(region.reader, wide);
    reader.setDefaultTimeout(patient);
    await openDelivered(reader, taskId);
    await reader.keyboard.press('Alt+w');
    const dialog = reader.locator('[data-amend-dialog="withdraw"]');
    await dialog.locator('[data-amend-reason]').first().click();
    await reader.getByRole('option', { name: 'Wrong patient' }).click();
    await screenshotAt(reader, 'amend-09-withdraw-dialog-en-1920');
    await reader.locator('[data-begin-amendment]').click();
    await reader.locator('[data-amending="withdraw"] [data-change="impression"] del').first().waitFor({
      timeout: 30_000,
    });
    await screenshotAt(reader, 'amend-10-withdrawing-en-1920');
    await signByHand(reader);
    await screenshotAt(reader, 'amend-11-withdraw-sign-en-1920');
    await reader.locator('[data-confirm-sign]').click();
    await reader.locator('[data-sign-dialog]').waitFor({ state: 'detached' });

    const clinic = await pages.open(region.clinic, wide);
    clinic.setDefaultTimeout(patient);
    await clinic.locator('[data-nav="tracking"]').click();
    const notice = clinic.locator(`[data-notice="withdrawn"][data-task="${taskId}"]`);
    await notice.locator('[data-change="impression"] del').waitFor();
    await screenshotAt(clinic, 'amend-12-notice-en-1920');
    await clinic.locator(`article[data-task="${taskId}"] [data-open-report]`).click();
    await clinic.locator('[data-report][data-status="withdrawn"]').waitFor();
    await screenshotAt(clinic, 'amend-13-versions-en-1920');
    await clinic.keyboard.press('F8');
    await clinic.locator('[data-notice]').waitFor({ state: 'detached' });
    const task = await taskInState(region.reader, exam, 'withdrawn');
    expect(task.notice?.acknowledged?.name).toBe(region.nurse.name);
    expect(pages.violations).toEqual([]);
    for (const page of [reader, clinic]) await page.context().close();
  }, 400_000);
});
