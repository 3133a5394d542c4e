/** A refused file is kept beside its study at the township; the reader finds it there, saves the very bytes, and signs. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../../../rig/line.ts';
import { type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let exam: Exam;
/** A hostile page, if anything ever opened it as one. */
const bytes = new TextEncoder().encode('<html><script>document.title = "opened"</script></html>');

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  exam = examFor('attachment');
  await bringToWaiting(region, exam);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function look(page: Page, name: string): Promise<void> {
  await screenshotAt(page, `${name}-1366`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, `${name}-1920`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

it('at the township: chosen by key, with its study and a reason', async () => {
  const { window } = region.clinic;
  await window.post('/arrivals', bytes, { 'x-file-name': encodeURIComponent('外院报告.html') });
  const page = await pages.open(region.clinic);
  await page.locator('[data-nav="intake"]').click();
  await page.locator('[data-refusals]').click();
  await page.locator('[data-refusal]').first().waitFor();
  await look(page, 'attachment-quarantine');
  await page.keyboard.press('a');
  await page.locator('[data-attach-form]').waitFor();
  await page.locator('[data-attach-search]').fill(exam.order.patient.name);
  await page.locator(`[data-attach-study="${exam.studyInstanceUid}"]`).click();
  await page.locator('[data-attach-reason]').fill('外院报告,无法识别');
  await look(page, 'attachment-choose');
  await page.locator('[data-confirm-attach]').click();
  await page.locator('[data-refusal]').waitFor({ state: 'detached' });
  await page.locator('[data-refusal-filter]').getByText('已处理').click();
  await page.locator('[data-refusal]').getByText('已保留为附件').waitFor();
  // Its study says so, where it stands in the list and on its way.
  const arrived = page.locator(`[data-arrival="${exam.studyInstanceUid}"]`);
  await page.getByRole('tab', { name: /^到检/ }).click();
  await arrived.locator('[data-documents="1"]').waitFor();
  expect(await arrived.innerText()).toContain('+1 文档');
  await look(page, 'attachment-arrivals');
  await page.locator('[data-nav="tracking"]').click();
  const card = page.locator('article[data-task]', { hasText: exam.order.patient.name });
  await card.getByText('+1 文档').first().waitFor();
  await look(page, 'attachment-tracking');
  await unwrap(window.station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-nav="intake"]').click();
  await arrived.locator('[data-documents="1"]').waitFor();
  await look(page, 'attachment-arrivals-en');
  await page.locator('[data-refusals]').click();
  await page.locator('[data-refusal-filter]').getByText('Settled').click();
  await page.locator('[data-refusal]').getByText('attached', { exact: true }).waitFor();
  await look(page, 'attachment-settled-en');
  await page.context().close();
}, 180_000);

it('at the centre: it stands beside the study, is saved as it is and never opened, and holds up no signature', async () => {
  await until('the document', async () => {
    const task = await taskInState(region.reader, exam);
    return task.images.documents?.received === 1 ? task : null;
  });
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  const page = await pages.open(region.reader);
  await page.locator('[data-tab="mine"]').click();
  await page.locator(`[data-task][role="option"]`).first().click();
  await page.keyboard.press('Enter');
  await page.locator('[data-beside="1"]').click();
  const item = page.locator('[data-beside-download]');
  await item.waitFor();
  expect(await item.innerText()).toContain('外院报告.html');
  await look(page, 'attachment-reading');
  const [download] = await Promise.all([page.waitForEvent('download'), item.click()]);
  expect(download.suggestedFilename()).toBe('外院报告.html');
  expect(readFileSync(await download.path())).toEqual(Buffer.from(bytes));
  expect(await page.title()).not.toBe('opened');
  const answer = await page.request.get(
    (await item.count()) > 0 ? String(await item.getAttribute('href')) : download.url(),
  );
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
  });
  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-tab="mine"]').click();
  await page.locator(`[data-task][role="option"]`).first().waitFor();
  await look(page, 'attachment-worklist-en');
  await page.locator(`[data-task][role="option"]`).first().click();
  await page.keyboard.press('Enter');
  await page.locator('[data-beside="1"]').click();
  await item.waitFor();
  await look(page, 'attachment-reading-en');
  await write(region.reader, exam, '窦性心律。', 2);
  await sign(region.reader, exam);
  await taskInState(region.clinic, exam, 'delivered');
}, 240_000);

it('broke no content security policy and threw nothing', () => {
  expect(pages.violations).toEqual([]);
});
