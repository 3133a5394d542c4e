/** 申请单必填项 in Chromium: each missing field named, an emergency sent ahead and completed later, the reader sees both. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { examFor } from '../../../rig/line.ts';
import { pushWithDcmtk, type Region, startRegion, taskInState } from '../../../rig/region.ts';
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

async function fillPatient(page: Page, { order }: Exam): Promise<void> {
  await page.locator('[data-nav="intake"]').click();
  await page.getByRole('button', { name: '新建申请单' }).click();
  await page.locator('input[name="name"]').fill(order.patient.name);
  await page.locator('input[name="id"]').fill(order.patient.id);
  await page.locator('input[name="birthDate"]').fill(order.patient.birthDate);
  await page.locator('input[name="accessionNumber"]').fill(order.accessionNumber);
}
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page
    .locator('[data-order-form]')
    .getByRole('textbox', { name: label })
    .or(page.getByLabel(label))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

it('names what is missing, lets an emergency go ahead, and shows the reader what is to follow until it came', async () => {
  const exam = examFor('order-form-window', 'ecg');
  const clinic = await pages.open(region.clinic);
  await fillPatient(clinic, exam);
  await choose(clinic, '性别', exam.order.patient.sex === 'F' ? '女' : '男');
  await clinic.getByRole('button', { name: '提交申请单' }).click();
  await clinic.getByText('申请单缺少必填项:主诉、床旁电话、病史、知情同意及告知人').waitFor();
  await screenshotAt(clinic, 'order-form-1-missing-zh-1366');
  await clinic.locator('textarea[name="complaint"]').fill('胸痛一小时');
  await clinic.locator('input[name="phone"]').fill('0728-8801');
  await choose(clinic, '紧急程度', '胸痛');
  await clinic.locator('[data-to-follow]').check();
  await screenshotAt(clinic, 'order-form-2-to-follow-zh-1366');
  await clinic.getByRole('button', { name: '提交申请单' }).click();
  await clinic.locator('[data-order-form]').waitFor({ state: 'detached' });

  await pushWithDcmtk(region, exam);
  const { taskId } = await taskInState(region.reader, exam, 'waiting');
  const reader = await pages.open(region.reader);
  const row = reader.locator(`[data-task="${taskId}"][role="option"]`);
  await row.locator('[data-follows="history consent"]').waitFor({ timeout: 30_000 });
  await row.click();
  await reader.keyboard.press('Enter');
  await reader.locator('[data-banner] [data-follows]').first().waitFor({ timeout: 60_000 });
  await screenshotAt(reader, 'order-form-3-reader-zh-1366');

  await clinic.setViewportSize({ width: 1920, height: 1080 });
  await clinic.locator('[data-nav="settings"]').click();
  await clinic.locator('[data-language]').getByText('English', { exact: true }).click();
  await clinic.locator('[data-nav="tracking"]').click();
  await clinic.locator(`[data-task="${taskId}"] [data-supplement]`).click();
  await clinic.locator('[data-supplement-form] textarea[name="history"]').fill('糖尿病五年,吸烟');
  await clinic.locator('[data-supplement-form] [data-consent]').first().click();
  await clinic.getByRole('option', { name: 'A relative agrees for the patient' }).click();
  await screenshotAt(clinic, 'order-form-4-supplement-en-1920');
  await clinic.locator('[data-send-supplement]').click();
  await clinic.locator('[data-supplement-form]').waitFor({ state: 'detached' });
  const banner = reader.locator('[data-banner]');
  await banner.locator('[data-follows]').waitFor({ state: 'detached', timeout: 30_000 });
  const asked = await banner.locator('[data-asked]').getAttribute('title');
  expect(asked).toContain('糖尿病五年,吸烟');
  expect(asked).toContain(`家属代为同意,${region.nurse.name} 告知`);
  await screenshotAt(reader, 'order-form-5-complete-zh-1366');
  const task = await unwrap(region.reader.window.station.worklist.get({ taskId }));
  expect(task.order).toMatchObject({ history: '糖尿病五年,吸烟', consent: { by: 'relative' } });
  expect(pages.violations).toEqual([]);
  await reader.context().close();
  await clinic.context().close();
  await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
}, 240_000);
