/** Review by a second doctor as all three see it, in Chromium: submitted, judged with a diff, given back, signed, taken note of. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import {
  pinOf,
  type Region,
  requireReview,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Several windows paint at once, on whatever machine this is. */
const patient = 90_000;

describe('two doctors in a browser', () => {
  let region: Region;
  let pages: WindowPages;
  let second: StationRig;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    second = (await region.addReader('赵敏', 'reviewer')).station;
    await requireReview(region);
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  async function submit(name: string, impression: string) {
    const exam = examFor(name);
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, impression);
    await sign(region.reader, exam, 'preliminary');
    return { exam, taskId };
  }
  async function signByHand(page: Page): Promise<void> {
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await dialog.waitFor();
    await page.waitForTimeout(700);
    await dialog.locator('input[type="password"], input[inputmode="numeric"]').first().click();
    await page.keyboard.type(pinOf);
  }

  it('submit, review by keyboard one after the other, return with a reason, and tell the township what changed', async () => {
    const one = await submit('review-window', '窦性心律');
    const other = await submit('review-window-2', '窦性心动过速');
    const writer = await pages.open(region.reader);
    writer.setDefaultTimeout(patient);
    await writer.locator('[data-tab="mine"]').click();
    await writer.locator(`[data-task="${one.taskId}"][role="option"]`).click();
    await writer.keyboard.press('Enter');
    await writer.locator('[data-sign="final"]').waitFor();
    expect(await writer.locator('[data-sign="final"]').innerText()).toBe('提交审核');
    await screenshotAt(writer, 'review-01-writer-zh-1366');
    await writer.context().close();
    await sign(region.reader, one.exam);
    await sign(region.reader, other.exam);
    await taskInState(second, one.exam, 'reviewing');
    await taskInState(second, other.exam, 'reviewing');

    const reviewer = await pages.open(second);
    reviewer.setDefaultTimeout(patient);
    await reviewer.locator('[data-tab="reviewing"]').click();
    await reviewer.locator(`[data-task="${one.taskId}"][role="option"]`).waitFor();
    await screenshotAt(reviewer, 'review-02-list-zh-1366');
    await reviewer.locator(`[data-task="${one.taskId}"][role="option"]`).click();
    await reviewer.keyboard.press('Enter');
    await reviewer.locator('[data-review-banner]').waitFor();
    const impression = reviewer.locator('textarea[name="impression"]');
    await expect.poll(() => impression.inputValue(), { timeout: patient }).toBe('窦性心律');
    await readWhole(second, one.exam);
    await second.window.station.reading.judgeCritical({ taskId: one.taskId, verdict: 'rejected' });
    // Both, since a conclusion that its findings deny is not signed.
    await reviewer.locator('textarea[name="findings"]').fill('P波消失,代之以f波,RR间期绝对不等。');
    await impression.fill('心房颤动');
    await reviewer.locator('[data-draft-state="saved"]').waitFor();
    await reviewer.locator('[data-review-banner] [data-conclusions]').waitFor();
    expect(await reviewer.locator('[data-conclusions]').innerText()).toContain('+ 心房颤动');
    await screenshotAt(reviewer, 'review-03-diff-zh-1366');
    await signByHand(reviewer);
    await screenshotAt(reviewer, 'review-04-sign-zh-1366');
    await reviewer.locator('[data-confirm-sign]').click();
    // He concluded otherwise: two keys say how much it matters.
    await reviewer.locator('[data-owed-edit]').waitFor();
    await screenshotAt(reviewer, 'review-04-owed-edit-zh-1366');
    await reviewer.keyboard.press('Alt+2');
    await reviewer.keyboard.press('Alt+n');
    await reviewer.locator('[data-owed-edit]').waitFor({ state: 'detached' });

    // Back in the list of what waits for review: one key takes the next.
    await reviewer.locator(`[data-task="${other.taskId}"][role="option"]`).waitFor();
    await reviewer.keyboard.press('F6');
    await reviewer.locator('[data-review-banner]').waitFor();
    await reviewer.keyboard.press('Alt+j');
    await reviewer.locator('[data-return-dialog] textarea').first().fill('请补充心率');
    await screenshotAt(reviewer, 'review-05-return-zh-1366');
    await reviewer.locator('[data-confirm-return]').click();
    await reviewer.locator('[data-return-dialog]').waitFor({ state: 'detached' });
    await reviewer.context().close();
    await taskInState(region.reader, other.exam, 'reading');

    await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
    const again = await pages.open(region.reader, { width: 1920, height: 1080 });
    again.setDefaultTimeout(patient);
    await again.locator('[data-tab="mine"]').click();
    await again.locator(`[data-task="${other.taskId}"][role="option"]`).click();
    await again.keyboard.press('Enter');
    await again.locator('[data-review-returned]').waitFor();
    expect(await again.locator('[data-review-returned]').innerText()).toBe('Returned by 赵敏: 请补充心率');
    await screenshotAt(again, 'review-06-returned-en-1920');
    await again.context().close();

    const clinic = await pages.open(region.clinic);
    clinic.setDefaultTimeout(patient);
    await clinic.locator('[data-nav="tracking"]').click();
    const notice = clinic.locator(`[data-notice="changed"][data-task="${one.taskId}"]`);
    await notice.locator('[data-change="impression"] del').first().waitFor();
    await screenshotAt(clinic, 'review-07-notice-zh-1366');
    await clinic.locator(`article[data-task="${one.taskId}"] [data-open-report]`).click();
    const sheet = clinic.locator('[data-report][data-status="final"]');
    await sheet.waitFor();
    expect(await sheet.innerText()).toMatch(/报告医师 李明[\s\S]*审核医师 赵敏/);
    await screenshotAt(clinic, 'review-08-report-zh-1366');
    await clinic.keyboard.press('F8');
    await clinic.locator('[data-notice]').waitFor({ state: 'detached' });
    expect(pages.violations).toEqual([]);
    await clinic.context().close();
  }, 500_000);
});
