/** A correction for which two doctors answer, as all three see it, in Chromium: submitted, judged against what stands, given back, signed. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportId } from '#shared/study/ids.ts';
import {
  acknowledge,
  bringToWaiting,
  examFor,
  readAndSign,
  readWhole,
  reportsAt,
  sign,
} from '../rig/line.ts';
import {
  pinOf,
  type Region,
  requireReview,
  type StationRig,
  setSiteSettings,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Several windows paint at once, on whatever machine this is. */
const patient = 90_000;
const wide = { width: 1920, height: 1080 };

describe('a correction by two doctors in a browser', () => {
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

  /** Signed by both and opened at the township. */
  async function received(name: string, impression: string) {
    const exam = examFor(name);
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, impression);
    await until('the reviewer', async () => (await second.window.station.worklist.claim({ taskId })).ok);
    await readWhole(second, exam);
    await sign(second, exam);
    await acknowledge(region, exam);
    await taskInState(region.reader, exam, 'received');
    return { exam, taskId };
  }
  async function open(station: StationRig, size?: typeof wide): Promise<Page> {
    const page = await pages.open(station, size);
    page.setDefaultTimeout(patient);
    return page;
  }
  async function enter(page: Page, tab: string, taskId: string): Promise<void> {
    await page.locator(`[data-tab="${tab}"]`).click();
    await page.locator(`[data-task="${taskId}"][role="option"]`).click();
    await page.keyboard.press('Enter');
  }
  async function write(page: Page, findings: string, impression: string): Promise<void> {
    // Both, since a conclusion that its findings deny is not signed.
    await page.locator('textarea[name="findings"]').fill(findings);
    await page.locator('textarea[name="impression"]').fill(impression);
    await page.locator('[data-draft-state="saved"]').waitFor();
  }
  async function openSigning(page: Page): Promise<void> {
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('[data-sign-dialog]');
    await dialog.waitFor();
    await page.waitForTimeout(700);
    await dialog.locator('input[type="password"], input[inputmode="numeric"]').first().click();
    await page.keyboard.type(pinOf);
  }
  async function confirmSigning(page: Page): Promise<void> {
    await page.locator('[data-confirm-sign]').click();
    await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
  }
  const impressionOf = (page: Page) => page.locator('textarea[name="impression"]').inputValue();

  it('is submitted, reviewed by keyboard against what stands, given back, submitted again and signed', async () => {
    const { exam, taskId } = await received('review-amendment-window', '窦性心律');
    const writer = await open(region.reader);
    await enter(writer, 'delivered', taskId);
    await writer.locator('[data-amend-menu]').waitFor();
    await writer.keyboard.press('Alt+g');
    await writer.locator('[data-amend-dialog="correct"] [data-amend-reason]').first().click();
    await writer.getByRole('option', { name: '诊断意见有误' }).click();
    await writer.locator('[data-begin-amendment]').click();
    await expect.poll(() => impressionOf(writer), { timeout: patient }).toBe('窦性心律');
    expect(await writer.locator('[data-sign="final"]').innerText()).toBe('提交审核');
    await readWhole(region.reader, exam);
    await write(writer, 'P波消失,代之以f波。', '心房颤动');
    await writer.locator('[data-amending] [data-conclusions]').waitFor();
    await screenshotAt(writer, 'review-amendment-01-writer-zh-1366');
    await openSigning(writer);
    await screenshotAt(writer, 'review-amendment-02-submit-zh-1366');
    await confirmSigning(writer);
    await writer.locator('[data-tab="reviewing"]').click();
    const waiting = writer.locator(`[data-task="${taskId}"][role="option"]`);
    await waiting.locator('[data-amendment-waiting]').waitFor();
    expect(await waiting.locator('[data-act]').getAttribute('data-act')).toBe('view');

    // The township keeps what stands and reads that another version is coming.
    const clinic = await open(region.clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.getByText('已完成').click();
    const card = clinic.locator(`article[data-task="${taskId}"]`);
    await card.locator('[data-amendment-waiting]').waitFor();
    expect(await card.innerText()).toContain('李明 的更正待第二位医师审核:诊断意见有误;原报告暂时有效');
    await screenshotAt(clinic, 'review-amendment-03-township-meanwhile-zh-1366');
    expect(await reportsAt(region.clinic, exam)).toHaveLength(1);

    const reviewer = await open(second);
    await reviewer.locator('[data-tab="reviewing"]').click();
    await reviewer.locator(`[data-task="${taskId}"][role="option"] [data-amendment-waiting]`).waitFor();
    await screenshotAt(reviewer, 'review-amendment-04-list-zh-1366');
    // One key takes it, like any other that waits for review.
    await reviewer.keyboard.press('F6');
    await reviewer.locator('[data-review-banner]').waitFor();
    await expect.poll(() => impressionOf(reviewer), { timeout: patient }).toBe('心房颤动');
    const diff = reviewer.locator('[data-amending="correct"]');
    await diff.locator('[data-change="impression"] ins').first().waitFor();
    expect(await diff.locator('[data-conclusions]').innerText()).toContain('+ 心房颤动');
    await screenshotAt(reviewer, 'review-amendment-05-diff-zh-1366');
    await reviewer.keyboard.press('Alt+j');
    await reviewer.locator('[data-return-dialog] textarea').first().fill('请补充 RR 间期');
    await screenshotAt(reviewer, 'review-amendment-06-return-zh-1366');
    await reviewer.locator('[data-confirm-return]').click();
    await reviewer.locator('[data-return-dialog]').waitFor({ state: 'detached' });

    await enter(writer, 'mine', taskId);
    await writer.locator('[data-review-returned]').waitFor();
    await expect.poll(() => impressionOf(writer), { timeout: patient }).toBe('心房颤动');
    await write(writer, 'P波消失,代之以f波,RR间期绝对不等。', '心房颤动');
    await screenshotAt(writer, 'review-amendment-07-returned-zh-1366');
    await openSigning(writer);
    await confirmSigning(writer);

    await reviewer.locator(`[data-task="${taskId}"][role="option"] [data-act="claim"]`).waitFor();
    await reviewer.keyboard.press('F6');
    await reviewer.locator('[data-review-banner]').waitFor();
    await readWhole(second, exam);
    await expect.poll(() => reviewer.locator('textarea[name="findings"]').inputValue()).toContain('绝对不等');
    await openSigning(reviewer);
    await screenshotAt(reviewer, 'review-amendment-08-sign-zh-1366');
    await confirmSigning(reviewer);

    await clinic.getByText('进行中').click();
    const notice = clinic.locator(`[data-notice="corrected"][data-task="${taskId}"]`);
    await notice.locator('[data-change="impression"]').waitFor();
    await card.locator('[data-open-report]').click();
    const sheet = clinic.locator('[data-report][data-status="corrected"]');
    await sheet.waitFor();
    expect(await sheet.innerText()).toMatch(/报告医师 李明[\s\S]*审核医师 赵敏/);
    await screenshotAt(clinic, 'review-amendment-09-report-zh-1366');
    const [kept] = await reportsAt(region.clinic, exam);
    const reportId = kept?.reportId as ReportId;
    const pdf = await region.clinic.window.get(`/reports/${reportId}/2.pdf`);
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(kept?.report.pdfSha256);
    for (const page of [writer, reviewer, clinic]) await page.context().close();
  }, 500_000);

  it('in English: an addendum waits, its reviewer takes it from the report, and a withdrawal may come first', async () => {
    const { exam, taskId } = await received('review-addendum-window', '窦性心动过速');
    for (const station of [region.reader, second]) {
      await unwrap(station.window.station.settings.set({ language: 'en' }));
    }
    await setSiteSettings(region, { language: 'en' });
    const why = { purpose: 'supplement', reason: 'prior-found', note: '' } as const;
    await unwrap(region.reader.window.station.worklist.amend({ taskId, ...why }));
    const writer = await open(region.reader, wide);
    await enter(writer, 'mine', taskId);
    await writer.locator('[data-amending="supplement"]').waitFor();
    await readWhole(region.reader, exam);
    await write(writer, '与既往心电图比较,心率增快。', '与前次比较心率增快');
    await openSigning(writer);
    await screenshotAt(writer, 'review-amendment-10-addendum-submit-en-1920');
    await confirmSigning(writer);

    const reviewer = await open(second, wide);
    await enter(reviewer, 'delivered', taskId);
    // From the list the same key takes it: he lets it wait for somebody else, by a reason.
    await reviewer.locator('[data-review-banner]').waitFor();
    await screenshotAt(reviewer, 'review-amendment-11-addendum-en-1920');
    await reviewer.locator('[data-release]').click();
    await reviewer.locator('[data-release-reason]').first().click();
    await reviewer.getByRole('option', { name: 'Called away' }).click();
    await reviewer.locator('[data-confirm-release]').click();
    await reviewer.locator('[data-release-dialog]').waitFor({ state: 'detached' });
    await taskInState(second, exam, 'received');

    // Its writer sees the report with what waits beside it, and may only withdraw meanwhile.
    await enter(writer, 'delivered', taskId);
    await writer.locator('[data-amend-menu]').click();
    await writer.locator('[data-amend="withdraw"]').waitFor();
    expect(await writer.locator('[data-amend]').count()).toBe(1);
    expect(await writer.locator('[data-review-amendment]').count()).toBe(0);
    await screenshotAt(writer, 'review-amendment-12-report-en-1920');

    const clinic = await open(region.clinic, wide);
    await clinic.locator('[data-nav="tracking"]').click();
    await clinic.getByText(/^Closed/).click();
    const card = clinic.locator(`article[data-task="${taskId}"]`);
    await card.locator('[data-amendment-waiting]').waitFor();
    await screenshotAt(clinic, 'review-amendment-13-township-en-1920');
    expect(pages.violations).toEqual([]);
    for (const page of [writer, reviewer, clinic]) await page.context().close();
  }, 500_000);
});
