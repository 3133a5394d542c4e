/** 图像质量 in Chromium: two keys in the sign dialog, the township reads grade and reason, the month counts it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, claim, examFor, readWhole, write } from '../../../rig/line.ts';
import { pinOf, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('is scored by two keys beside the signature, and comes home with the report', async () => {
  const exam = examFor('quality-window', 'dr');
  const { taskId } = await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  await write(region.reader, exam, exam.finding.impression['zh-CN']);
  const reader = await pages.open(region.reader);
  await reader.locator('[data-tab="mine"]').click();
  await reader.locator(`[data-task="${taskId}"][role="option"]`).click();
  await reader.keyboard.press('Enter');
  await reader.locator('section canvas').first().waitFor({ timeout: 60_000 });
  await reader.locator('[data-sign="final"]').click();
  const score = reader.locator('[data-quality-score]');
  await score.waitFor({ timeout: 30_000 });
  expect(await score.getAttribute('data-quality-score')).toBe('none');
  await reader.keyboard.press('Alt+3');
  await reader.locator('[data-quality-reason]').first().waitFor();
  // 丙 without a reason is not said yet.
  expect(await score.getAttribute('data-quality-score')).toBe('none');
  await reader.keyboard.press('Alt+7');
  await reader.locator('[data-quality-score="C"]').waitFor({ timeout: 30_000 });
  await screenshotAt(reader, 'quality-1-dialog-zh-1366');
  // The keys went to the score and nowhere else.
  expect(await reader.locator('[data-sign-dialog] input[name="pin"]').inputValue()).toBe('');
  await reader.locator('[data-sign-dialog] input').first().click();
  await reader.keyboard.type(pinOf);
  await reader.locator('[data-confirm-sign]').click();
  await taskInState(region.clinic, exam, 'delivered', 'received');

  const clinic = await pages.open(region.clinic);
  const mark = clinic.locator(`[data-task="${taskId}"] [data-quality="C"]`);
  await mark.waitFor({ timeout: 30_000 });
  expect(await mark.innerText()).toContain('运动伪影');
  await screenshotAt(clinic, 'quality-2-township-zh-1366');
  await clinic.setViewportSize({ width: 1920, height: 1080 });
  await clinic.locator('[data-nav="settings"]').click();
  await clinic.locator('[data-language]').getByText('English', { exact: true }).click();
  await clinic.locator('[data-nav="statistics"]').click();
  const row = clinic.locator('[data-quality-row]');
  await row.waitFor({ timeout: 30_000 });
  expect(await row.innerText()).toContain('motion 1');
  await row.scrollIntoViewIfNeeded();
  await screenshotAt(clinic, 'quality-3-month-en-1920');
  const saving = clinic.waitForEvent('download');
  await clinic.locator('[data-quality-csv]').click();
  expect((await saving).suggestedFilename()).toMatch(/^quality-.*\.csv$/);
  expect(pages.violations).toEqual([]);
  await reader.context().close();
  await clinic.context().close();
  await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
}, 240_000);
