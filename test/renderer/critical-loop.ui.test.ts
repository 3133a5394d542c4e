/** 危急值闭环 as two people see it, in Chromium: raised by one key from the picture, in red on top at both ends, read back by typing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

async function english(page: Page): Promise<void> {
  await page.locator('[data-nav="settings"]').click();
  await page.locator('[data-language]').getByText('English', { exact: true }).click();
}

describe('the loop of a critical value', () => {
  let region: Region;
  let pages: WindowPages;
  let proxy: TcpProxy;
  beforeAll(async () => {
    [region, pages] = await Promise.all([
      startRegion({
        readerThroughProxy: async (address) => {
          proxy = await startTcpProxy(address);
          return proxy.address;
        },
      }),
      startWindowPages(),
    ]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
    await proxy?.stop();
  });

  async function openCase(page: Page, taskId: string): Promise<void> {
    await page.locator(`[data-task="${taskId}"][role="option"]`).click();
    await page.keyboard.press('Enter');
    await page.locator('section canvas').first().waitFor({ timeout: 60_000 });
    await page.locator('[data-raise-critical]').waitFor({ timeout: 60_000 });
  }
  async function choose(page: Page, finding: string): Promise<void> {
    await page.locator('[data-critical-finding]').first().click();
    await page.getByRole('option', { name: finding }).click();
  }

  it('goes from the picture to the township and back, by keys and typed words', async () => {
    const exam = examFor('loop-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    await openCase(reader, taskId);
    await reader.waitForTimeout(800);
    await reader.keyboard.press('Alt+c');
    await reader.locator('[data-raise-dialog] img').waitFor();
    await choose(reader, '张力性气胸');
    await screenshotAt(reader, 'loop-1-raise-zh-1366');
    await reader.locator('[data-confirm-raise]').click();
    const band = reader.locator('[data-critical-band]');
    await band.waitFor();

    const clinic = await pages.open(region.clinic, { width: 1920, height: 1080 });
    const there = clinic.locator('[data-critical-band]');
    await there.waitFor({ timeout: 30_000 });
    expect(await there.innerText()).toContain(exam.order.patient.name);
    await screenshotAt(clinic, 'loop-2-township-zh-1920');
    await clinic.keyboard.press('Alt+w');
    const form = clinic.locator('[data-read-back]');
    await form.waitFor();
    await clinic.locator('[data-notice-picture]').waitFor();
    const image = await unwrap(region.clinic.window.station.critical.notices()).then(
      ({ notices }) => notices[0]?.notice.evidence,
    );
    expect(image).toMatchObject({ hasPicture: true });
    expect(image?.sopInstanceUid).toMatch(/^[0-9.]+$/);
    // A wrong surname is refused, and says so.
    await clinic.locator('[data-surname]').fill('错');
    await clinic.locator('[data-finding]').fill('张力性气胸');
    await clinic.locator('[data-send-read-back]').click();
    await clinic.getByText('患者姓氏与通知不一致').waitFor();
    await screenshotAt(clinic, 'loop-3-wrong-read-back-zh-1920');
    await clinic.locator('[data-surname]').fill(exam.order.patient.name.slice(0, 1));
    await clinic.locator('[data-send-read-back]').click();
    await clinic.locator('[data-act-form]').waitFor();
    await clinic.locator('[data-send-act]').click();
    await clinic.locator('[data-act-form]').waitFor({ state: 'detached' });
    await screenshotAt(clinic, 'loop-4-acted-zh-1920');

    await expect.poll(() => band.innerText(), { timeout: 30_000 }).toContain('等待医师关闭');
    await english(reader);
    await reader.keyboard.press('Alt+w');
    await reader.locator('[data-close-notice]').waitFor();
    await screenshotAt(reader, 'loop-5-close-en-1366');
    await reader.locator('[data-close-notice]').click();
    await band.waitFor({ state: 'detached' });
    await there.waitFor({ state: 'detached', timeout: 30_000 });
    await reader.context().close();
    await clinic.context().close();
    await unwrap(region.reader.window.station.settings.set({ language: 'zh-CN' }));
  }, 240_000);

  it('is a drill everywhere when it is one, rests on the measured rule of an ECG, and says that it waits when the link is cut', async () => {
    const exam = generateExam({
      seed: 'loop-ecg',
      kind: 'ecg',
      scenario: 'ecg/anterior-infarction',
      now: new Date(),
    });
    const { taskId } = await bringToWaiting(region, exam);
    await until('the machine', async () => {
      const task = await unwrap(region.reader.window.station.worklist.get({ taskId }));
      return task.critical;
    });
    const reader = await pages.open(region.reader, { width: 1920, height: 1080 });
    await openCase(reader, taskId);
    await reader.locator('[data-analysis="done"]').waitFor({ timeout: 60_000 });
    proxy.cut();
    await reader.locator('[data-state="lost"]').first().waitFor({ timeout: 30_000 });
    await reader.keyboard.press('Alt+c');
    // The machine's rule is proposed with what it has measured.
    expect(await reader.locator('[data-evidence-rule]').innerText()).toMatch(/浙江|山西/);
    await reader.locator('[data-drill]').check();
    await screenshotAt(reader, 'loop-6-ecg-drill-zh-1920');
    await reader.locator('[data-confirm-raise]').click();
    const band = reader.locator('[data-critical-band]');
    await band.waitFor();
    expect(await band.innerText()).toContain('待发送');
    expect(await band.innerText()).toContain('演练');
    await screenshotAt(reader, 'loop-7-queued-zh-1920');
    await region.reader.crash();
    proxy.restore();
    const clinic = await pages.open(region.clinic);
    await english(clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    const there = clinic.locator('[data-critical-band]');
    await there.waitFor({ timeout: 60_000 });
    expect(await there.innerText()).toContain('[DRILL]');
    await clinic.keyboard.press('Alt+w');
    await clinic.locator('[data-notice-picture]').waitFor();
    await screenshotAt(clinic, 'loop-8-drill-en-1366');
    await clinic.context().close();
    await reader.context().close();
    await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
  }, 240_000);

  it('is told on the telephone by the reader, and that closes it too', async () => {
    // Signed in without a link a moment ago: no claim without a token.
    await region.reader.signIn(region.doctor);
    const exam = examFor('loop-phone', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    await openCase(reader, taskId);
    await reader.keyboard.press('Alt+c');
    await choose(reader, '消化道穿孔');
    await reader.locator('[data-confirm-raise]').click();
    const line = reader.locator('[data-critical-band] [data-drill="false"]');
    await line.locator('[data-open-notice]').click();
    await reader.locator('[data-recipient]').fill('何建国');
    await screenshotAt(reader, 'loop-9-call-zh-1366');
    await reader.locator('[data-send-call]').click();
    await reader.locator('[data-close-notice]').click({ timeout: 30_000 });
    await line.waitFor({ state: 'detached' });
    const task = await unwrap(region.reader.window.station.worklist.get({ taskId }));
    expect(task.notices?.[0]).toMatchObject({ readBack: { how: 'phone', recipient: '何建国' } });
    await reader.context().close();
  }, 240_000);
});
