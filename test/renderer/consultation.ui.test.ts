/** 会诊 as two doctors see it in Chromium: asked by a key with the draft, answered at the hospital, quoted by a key, printed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, claim, examFor, readWhole, sign } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

describe('consultations', () => {
  let region: Region;
  let pages: WindowPages;
  let hospital: Awaited<ReturnType<Region['addSite']>>;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    hospital = await region.addSite({ name: '省人民医院', tier: 'higher', phone: '027-0120' }, '马东');
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  const ask = async (page: Page, whom: RegExp, question: string): Promise<void> => {
    await page.keyboard.press('Alt+z');
    await page.locator('[data-consult-form]').waitFor();
    await page.locator('[data-consultant]').click();
    await page.getByRole('option', { name: whom }).click();
    await page.locator('[data-consult-form] textarea[name="question"]').fill(question);
  };

  it('are asked by a key, answered beside the pictures, quoted by a key and printed in the report', async () => {
    const exam = examFor('consultation-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    const reader = await pages.open(region.reader);
    const doctor = await pages.open(hospital.station, { width: 1920, height: 1080 });
    await doctor.locator('[data-nav]').first().waitFor();
    await reader.locator('[data-tab="mine"]').click();
    await reader.locator(`[data-task="${taskId}"][role="option"]`).click();
    await reader.keyboard.press('Enter');
    await reader.locator('[data-consult]').waitFor({ timeout: 60_000 });
    await reader.locator('textarea[name="findings"]').fill('右肺上叶见结节影。');
    await reader.locator('textarea[name="impression"]').fill('右肺上叶结节,性质待定。');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await ask(reader, /省人民医院/, '结节性质?是否需要增强 CT?');
    await screenshotAt(reader, 'consultation-1-ask-zh-1366');
    await reader.locator('[data-send-consultation]').click();
    await reader.locator('[data-consultation][data-state="open"]').waitFor({ timeout: 30_000 });
    await screenshotAt(reader, 'consultation-2-asked-zh-1366');

    await doctor.locator('[data-open-case]').waitFor({ timeout: 30_000 });
    await screenshotAt(doctor, 'consultation-3-band-zh-1920');
    await doctor.locator('[data-open-case]').click();
    await doctor.locator('[data-case-draft]').getByText('性质待定').waitFor({ timeout: 60_000 });
    await doctor.locator('section canvas').first().waitFor({ timeout: 60_000 });
    expect(await doctor.locator('[data-banner]').innerText()).toContain(exam.order.patient.name);
    expect(await doctor.locator('textarea[name="findings"]').count()).toBe(0);
    await doctor.locator('textarea[name="opinion"]').fill('考虑炎性结节,建议抗炎后复查。');
    await screenshotAt(doctor, 'consultation-4-answer-zh-1920');
    await doctor.locator('[data-send-opinion]').click();
    await doctor.locator('[data-answer-over="answered"]').waitFor({ timeout: 30_000 });
    await doctor.keyboard.press('Escape');
    await doctor.locator('[data-consultation-band]').waitFor({ state: 'detached' });

    await reader.locator('[data-opinion]').getByText('炎性结节').waitFor({ timeout: 30_000 });
    await reader.keyboard.press('Alt+q');
    await reader.locator('[data-unquote]').waitFor();
    expect(await reader.locator('textarea[name="impression"]').inputValue()).toContain(
      '会诊意见(省人民医院 马东):考虑炎性结节',
    );
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await screenshotAt(reader, 'consultation-5-quoted-zh-1366');
    await reader.keyboard.press('Escape');
    await reader.locator('[data-nav="settings"]').click();
    await reader.locator('[data-language]').getByText('English', { exact: true }).click();
    await reader.setViewportSize({ width: 1920, height: 1080 });
    await reader.locator('[data-nav="worklist"]').click();
    await reader.locator(`[data-task="${taskId}"][role="option"]`).click();
    await reader.keyboard.press('Enter');
    await reader.locator('[data-opinion]').waitFor({ timeout: 60_000 });
    await screenshotAt(reader, 'consultation-6-quoted-en-1920');
    await reader.keyboard.press('Escape');
    await unwrap(region.reader.window.station.settings.set({ language: 'zh-CN' }));

    await sign(region.reader, exam);
    await taskInState(region.clinic, exam, 'delivered');
    const clinic = await pages.open(region.clinic);
    await clinic.locator(`[data-task="${taskId}"] [data-open-report]`).click();
    await clinic.locator('[data-report]').getByText('马东 于').waitFor({ timeout: 30_000 });
    await screenshotAt(clinic, 'consultation-7-report-zh-1366');
    expect(pages.violations).toEqual([]);
  }, 300_000);
});
