/** The lint while a report is typed, in Debian's Chromium (journey step 8): underlined, told in a sentence, gone to and kept by key, in the way of the signature. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { bringToWaiting, reportsAt } from '../../../rig/line.ts';
import { pinOf, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

it('underlines what does not fit, tells it, and lets nobody sign until it is put right or kept', async () => {
  const exam = generateExam({ seed: 'lint-dr', kind: 'dr', now: new Date() });
  await bringToWaiting(region, exam);
  const page = await pages.open(region.reader, { width: 1366, height: 768 });
  await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
  await page.keyboard.press('Enter');
  const findings = page.locator('textarea[name="findings"]');
  const impression = page.locator('textarea[name="impression"]');
  await findings.waitFor();
  await page.locator('section canvas').first().waitFor({ timeout: 30_000 });

  await findings.fill('胸廓对称。左肺下野见片状密度增高影,边缘模糊。心影不大。');
  await impression.fill('右肺下野炎症。');
  const remark = page.locator('li[data-remark="side-between-sections"]');
  await remark.waitFor();
  expect(await remark.innerText()).toContain('所见写左侧');
  expect(await page.locator('[data-remarked="side-between-sections"]').innerText()).toBe('右肺下野');
  await screenshotAt(page, 'lint-zh-1366');

  // An input method composes: its keys are its own.
  await impression.click();
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'you', selectionStart: 3, selectionEnd: 3 });
  await client.send('Input.insertText', { text: '' });

  await page.keyboard.press('Alt+l');
  expect(
    await impression.evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    ),
  ).toBe('右肺下野');

  await page.keyboard.press('Control+Enter');
  const dialog = page.locator('[data-sign-dialog]');
  await dialog.locator('[data-block="text-conflicting"] [data-remark="side-between-sections"]').waitFor();
  await screenshotAt(page, 'lint-sign-zh-1366');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await impression.click();
  await page.keyboard.press('Alt+o');
  await page.locator('li[data-remark-state="kept"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor();
  await dialog.locator('[data-confirm-sign]').waitFor();
  expect(await dialog.locator('[data-block="text-conflicting"]').count()).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  // Put right, nothing is left to say; what was kept before keeps nothing else.
  await impression.fill('左肺下野炎症。');
  await page.locator('li[data-remark]').waitFor({ state: 'detached' });
  await impression.fill('左肺下野炎症。患者姓名:王不留行。');
  await page.locator('li[data-remark="other-patient"][data-remark-state="asks"]').waitFor();
  await page.locator('li[data-remark="other-patient"] [data-keep-remark]').click();
  await page.locator('[data-draft-state="saved"]').waitFor();

  await page.locator('textarea[name="impression"]').fill('左肺下野炎症。');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-sign-dialog] input').first().waitFor();
  await page.waitForTimeout(700);
  await page.locator('[data-sign-dialog] input').first().click();
  await page.keyboard.type(pinOf);
  await page.locator('[data-confirm-sign]').click();
  await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
  await taskInState(region.reader, exam, 'signed', 'delivered');
  const [report] = await reportsAt(region.reader, exam);
  expect(report?.report.content.impression).toBe('左肺下野炎症。');

  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  const second = generateExam({ seed: 'lint-dr-en', kind: 'dr', now: new Date() });
  await bringToWaiting(region, second);
  const wide = await pages.open(region.reader, { width: 1920, height: 1080 });
  await wide.locator('[data-task][role="option"]', { hasText: second.order.patient.name }).first().click();
  await wide.keyboard.press('Enter');
  await wide
    .locator('textarea[name="findings"]')
    .fill('The heart is normal. Nodule of 12 mm in the left upper lobe.');
  await wide.locator('textarea[name="impression"]').fill('Nodule of 12 kg in the right upper lobe.');
  await wide.locator('li[data-remark="wrong-unit"][data-remark-state="warns"]').waitFor();
  expect(await wide.locator('li[data-remark="side-between-sections"]').innerText()).toContain(
    'The findings say left',
  );
  await wide.locator('section canvas').first().waitFor({ timeout: 30_000 });
  await screenshotAt(wide, 'lint-en-1920');
}, 300_000);
