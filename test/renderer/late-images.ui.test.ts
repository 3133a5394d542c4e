/** Late images, release and follow-up as both ends see them, in Chromium. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { lateImageOf } from '../rig/late-image.ts';
import { bringToWaiting, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { pinOf, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const wide = { width: 1920, height: 1080 };

describe('late images in a browser', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  async function enter(page: Page, taskId: string): Promise<void> {
    const row = page.locator(`[data-task="${taskId}"][role="option"]`).first();
    await row.waitFor();
    await row.click();
    await page.keyboard.press('Enter');
    await page.locator('[data-banner]').waitFor();
    await page.locator('section canvas').first().waitFor({ timeout: 30_000 });
  }

  it('are a banner until they were shown, then a follow-up that ends with one key', async () => {
    const exam = examFor('late-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    const [reader, clinic] = [await pages.open(region.reader), await pages.open(region.clinic, wide)];
    await enter(reader, taskId);
    await reader.locator('textarea[name="impression"]').fill('双肺未见异常');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await pushWithDcmtk(region, lateImageOf(exam));
    await reader.locator('[data-late-images="unseen"]').waitFor();
    expect(await reader.locator('[data-late-images]').innerText()).toContain('新到 1 幅');
    await screenshotAt(reader, 'late-1-banner');
    await reader.keyboard.press('Control+Enter');
    await reader.locator('[data-block="late-images"], [data-block="images-changed"]').first().waitFor();
    await screenshotAt(reader, 'late-2-sign-waits');
    // Escape closes the dialog and leaves the case open.
    await reader.keyboard.press('Escape');
    await reader.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
    expect(await reader.locator('[data-banner]').count()).toBe(1);
    await until('the late image on the screen', async () => {
      await readWhole(region.reader, exam);
      return (await reader.locator('[data-late-images="seen"]').count()) === 1;
    });
    await sign(region.reader, exam);
    await taskInState(region.clinic, exam, 'delivered');

    await pushWithDcmtk(region, lateImageOf(exam));
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.locator('[data-promise-note]', { hasText: '补阅' }).first().waitFor();
    await screenshotAt(clinic, 'late-3-tracking');
    await reader
      .locator('[data-nav="worklist"]')
      .click()
      .catch(() => undefined);
    const follow = await taskInState(region.reader, exam, 'waiting');
    const reader2 = await pages.open(region.reader, wide);
    await reader2.locator(`[data-task="${follow.taskId}"] [data-late]`).waitFor();
    await screenshotAt(reader2, 'late-4-worklist');
    await enter(reader2, follow.taskId);
    await reader2.locator('[data-keep-report]').waitFor();
    const { uids, id } = await shownOf(follow.taskId);
    await region.reader.window.station.reading.markShown({ taskId: id, sopInstanceUids: uids });
    await screenshotAt(reader2, 'late-5-follow-up');
    await reader2.keyboard.press('Alt+k');
    await reader2.locator('[data-tab]').first().waitFor();
    await clinic.locator('[data-promise-note]', { hasText: '无需修改' }).first().waitFor();
    await screenshotAt(clinic, 'late-6-unchanged');
    for (const page of [reader, reader2, clinic]) await page.context().close();
  }, 240_000);

  async function shownOf(taskId: string) {
    const id = taskId as Awaited<ReturnType<typeof taskInState>>['taskId'];
    const opened = await region.reader.window.station.reading.open({ taskId: id });
    if (!opened.ok) throw new Error(opened.failure.code);
    const uids = opened.value.study.series.flatMap((series) =>
      series.instances.map((one) => one.sopInstanceUid),
    );
    return { uids, id };
  }

  it('adds an addendum that the township reads above the report, and signs it off', async () => {
    const exam = examFor('late-addendum', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '双肺未见异常');
    await sign(region.reader, exam);
    await taskInState(region.clinic, exam, 'delivered');
    await pushWithDcmtk(region, lateImageOf(exam));
    const follow = await taskInState(region.reader, exam, 'waiting');
    const page = await pages.open(region.reader);
    await enter(page, follow.taskId);
    await page.locator('textarea[name="impression"]').fill('侧位片:右下叶小结节');
    await page.locator('[data-draft-state="saved"]').waitFor();
    const { uids, id } = await shownOf(follow.taskId);
    await region.reader.window.station.reading.markShown({ taskId: id, sopInstanceUids: uids });
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-sign-dialog]').waitFor();
    await page.waitForTimeout(700);
    await page.locator('[data-sign-dialog] input').first().click();
    await page.keyboard.type(pinOf);
    await screenshotAt(page, 'late-7-addendum-sign');
    await page.locator('[data-confirm-sign]').click();
    await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
    const clinic = await pages.open(region.clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    const card = clinic.locator(`[data-task="${follow.taskId}"][data-state="delivered"]`);
    await card.waitFor();
    await card.locator('[data-open-report]').click();
    await clinic.locator('[data-report][data-status="addendum"]').waitFor();
    expect(await clinic.locator('[data-report]').count()).toBe(2);
    await screenshotAt(clinic, 'late-8-addendum-home');
    await clinic.keyboard.press('F8');
    await taskInState(region.reader, exam, 'received');
    expect(taskId).not.toBe(follow.taskId);
    await page.context().close();
    await clinic.context().close();
  }, 240_000);

  it('an ECG that comes late lies beside the one that is read, marked until it was on the paper', async () => {
    const exam = generateExam({ seed: 'late-ecg', kind: 'ecg', scenario: 'ecg/sinus', now: new Date() });
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    await enter(reader, taskId);
    await reader.locator('textarea[name="impression"]').fill('心电图诊断待补充');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await reader.locator('section[tabindex="0"]').focus();
    await reader.keyboard.press('t');
    const calipers = () => reader.getByRole('region', { name: '分规' }).innerText();
    const measured = await calipers();
    expect(measured).toContain('Δt 200 ms');
    expect(await reader.locator('[data-tracings]').count()).toBe(0);

    await pushWithDcmtk(region, lateImageOf(exam));
    await reader.locator('[data-late-images="unseen"]').waitFor();
    const second = reader.locator('[data-tracing="2"]');
    await reader.locator('[data-tracing="2"][data-mark="late"]').waitFor();
    expect(await second.innerText()).toContain('新到');
    expect(await reader.locator('[data-tracing="1"]').getAttribute('data-mark')).toBeNull();
    // The tracing that is read keeps the paper, and its calipers.
    const chosen = reader.locator('[data-tracings] input:checked');
    const first = await chosen.inputValue();
    expect(await calipers()).toBe(measured);
    await screenshotAt(reader, 'late-ecg-1-marked');
    await reader.keyboard.press('Control+Enter');
    await reader.locator('[data-block="late-images"], [data-block="images-changed"]').first().waitFor();
    await reader.keyboard.press('Escape');
    await reader.locator('[data-sign-dialog]').waitFor({ state: 'detached' });

    await reader.keyboard.press('Alt+]');
    await expect.poll(() => chosen.inputValue()).not.toBe(first);
    await reader.locator('[data-late-images="seen"]').waitFor();
    expect(await second.getAttribute('data-mark')).toBeNull();
    expect(await calipers()).not.toContain('Δt');
    await screenshotAt(reader, 'late-ecg-2-seen');
    await reader.keyboard.press('Alt+]');
    await expect.poll(() => chosen.inputValue()).toBe(first);
    expect(await calipers()).toBe(measured);

    // What was seen stays seen when the case is opened again.
    await reader.locator('[data-nav="worklist"]').click();
    await reader.locator('[data-tab="mine"]').click();
    await enter(reader, taskId);
    await second.waitFor();
    expect(await reader.locator('[data-tracing][data-mark]').count()).toBe(0);
    expect(await chosen.inputValue()).toBe(first);
    await reader.locator('textarea[name="impression"]').fill('窦性心律');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    // Both lie in the signed report, which the township takes.
    await sign(region.reader, exam);
    await taskInState(region.clinic, exam, 'delivered');
    const [report] = await reportsAt(region.clinic, exam);
    const answer = await region.clinic.window.get(`/reports/${report?.reportId}/${report?.version}.pdf`);
    const pdf = join(region.folder, 'late-ecg.pdf');
    writeFileSync(pdf, new Uint8Array(await answer.arrayBuffer()));
    const printed = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
    for (const page of ['心电图1/2', '心电图2/2']) expect(printed).toContain(page);
    await reader.context().close();
  }, 240_000);

  it('gives a case back with a reason that stands in the list and at the township', async () => {
    const exam = examFor('release-window', 'ecg');
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    await enter(reader, taskId);
    await reader.locator('[data-release]').click();
    const dialog = reader.locator('[data-release-dialog]');
    await dialog.waitFor();
    await dialog.locator('[data-release-reason]').first().click();
    await reader.getByRole('option', { name: '超出本人专业范围' }).click();
    await screenshotAt(reader, 'release-1-dialog');
    await reader.locator('[data-confirm-release]').click();
    const row = reader.locator(`[data-task="${taskId}"][role="option"]`);
    await row.waitFor();
    expect(await row.innerText()).toContain('放弃接诊:超出本人专业范围');
    await screenshotAt(reader, 'release-2-list');
    const clinic = await pages.open(region.clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.locator(`[data-task="${taskId}"] [data-promise-note]`).waitFor();
    await screenshotAt(clinic, 'release-3-township');
    for (const page of [reader, clinic]) await page.context().close();
  }, 240_000);

  it('threw nothing and broke no content security policy', () => {
    expect(pages.violations).toEqual([]);
  });
});
