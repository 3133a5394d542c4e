/** A picture ECG in the window, by hand: offered and joined at the township, read in the document viewer, signed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ecgPdf, ecgPng } from '../../../builders/pictures.ts';
import { examFor } from '../../../rig/line.ts';
import { placeOrder, type Region, startRegion } from '../../../rig/region.ts';
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

/** Share of the canvas that is not white: an ECG on paper has some, an empty page none, a failed one all. */
async function inkOf(page: Page): Promise<number> {
  return page.locator('[data-document-viewer] canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels =
      (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4) if ((pixels[at + 1] ?? 255) < 250) dark++;
    return dark / (pixels.length / 4);
  });
}

for (const format of ['png', 'pdf'] as const)
  it(`carries a ${format} from 待申请 to the reading room`, { timeout: 240_000 }, async () => {
    const exam = examFor(`document-ui-${format}`);
    await placeOrder(region, exam);
    const bytes = format === 'png' ? ecgPng() : await ecgPdf(3);
    await region.clinic.window.post('/arrivals', bytes, { 'x-file-name': `cart.${format}` });
    const clinic = await pages.open(region.clinic);
    await clinic.locator('[data-nav="intake"]').click();
    await clinic.locator('[data-offer-as-ecg]').waitFor();
    await screenshotAt(clinic, `document-${format}-1-intake`);
    await clinic.locator('[data-offer-as-ecg]').click();
    const choose = clinic.getByRole('dialog').locator('input').first();
    await choose.click();
    await clinic.getByRole('option', { name: exam.order.patient.name }).first().click();
    await screenshotAt(clinic, `document-${format}-2-join`);
    await clinic.locator('[data-confirm-join]').click();
    await clinic.locator('[data-confirm-join]').waitFor({ state: 'detached' });

    const reader = await pages.open(region.reader, { width: 1920, height: 1080 });
    const row = reader.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first();
    await row.waitFor({ timeout: 60_000 });
    expect(await row.innerText()).toContain('图片心电图,不可自动测量');
    await screenshotAt(reader, `document-${format}-3-worklist`);
    await row.click();
    await reader.keyboard.press('Enter');
    await reader.locator('[data-painted="true"]').waitFor({ timeout: 60_000 });
    expect(await reader.locator('[data-banner]').innerText()).toContain('图片心电图,不可自动测量');
    const ink = await inkOf(reader);
    expect(ink).toBeGreaterThan(0.01);
    expect(ink).toBeLessThan(0.6);
    await screenshotAt(reader, `document-${format}-4-reading`);

    const viewer = reader.locator('[data-document-viewer]');
    await viewer.focus();
    const size = () =>
      viewer.locator('canvas').evaluate((canvas) => [canvas.clientWidth, canvas.clientHeight]);
    const [width = 0, height = 0] = await size();
    expect(width).toBeGreaterThan(height);
    await reader.keyboard.press('r');
    await expect.poll(async () => (await size()).map((side) => side > 0).join()).toBe('true,true');
    await expect
      .poll(async () => {
        const [w = 0, h = 0] = await size();
        return h > w;
      })
      .toBe(true);
    await reader.keyboard.press('r');
    await reader.keyboard.press('+');
    await expect.poll(async () => (await size())[0] ?? 0).toBeGreaterThan(width);
    if (format === 'pdf') {
      await reader.keyboard.press('PageDown');
      await reader.locator('[data-page="2"]').waitFor();
    }
    await reader.keyboard.press('0');
    const impression = reader.locator('textarea[name="impression"]');
    await impression.fill('窦性心律');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await reader.keyboard.press('Control+Enter');
    const dialog = reader.locator('[data-sign-dialog]');
    await dialog.locator('[data-picture]').waitFor();
    await screenshotAt(reader, `document-${format}-5-sign`);
    for (const page of [clinic, reader]) await page.context().close();
  });

it('broke no content security policy and threw nothing', () => {
  expect(pages.violations).toEqual([]);
});
