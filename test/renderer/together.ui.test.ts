/** Chest pain in Chromium: the ECG and the radiograph of one visit side by side by one key, each with its clock and its report. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { createRandom } from '../../practice/random.ts';
import { drawPerson } from '../../practice/scenarios/people.ts';
import { bringToWaiting } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;
let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: patient });
}

it('shows both, changes over with the same key, and lets each report refer to the other', async () => {
  const now = new Date();
  const person = drawPerson(createRandom('together'), now, [55, 65], 'M');
  const radiograph = generateExam({ seed: 'together-dr', kind: 'dr', now, person });
  const ecg = generateExam({ seed: 'together-ecg', kind: 'ecg', now, person });
  const stranger = generateExam({ seed: 'together-other', kind: 'ecg', now });
  const images = await bringToWaiting(region, radiograph);
  const tracing = await bringToWaiting(region, ecg);
  await bringToWaiting(region, stranger);
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  await page.locator(`[data-task="${images.taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.locator('textarea[name="findings"]').fill('双肺未见异常');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await page.locator('[data-together]').waitFor();

  await page.keyboard.press('Alt+e');
  const beside = page.locator(`[data-companion="${tracing.taskId}"]`);
  await beside.locator('canvas').first().waitFor();
  expect(await beside.locator('header').innerText()).toContain(person.name);
  expect(await beside.locator('[data-companion-clock]').innerText()).toMatch(/^\+?\d\d:\d\d$/);
  // It is only looked at: nobody has claimed it, its clock runs on, and nothing of the machine's is told yet.
  expect((await taskInState(region.reader, ecg)).state).toBe('waiting');
  expect(await beside.innerText()).not.toContain('窦性');
  await page.keyboard.press('Alt+i');
  await soon(() => page.locator('textarea[name="findings"]').inputValue()).toContain(
    ecg.order.accessionNumber,
  );
  await page.locator('[data-draft-state="saved"]').waitFor();
  await screenshotAt(page, 'together-01-images-zh-1366');
  // In half a window at 1366 all twelve leads and the rhythm strip lie on the paper, to the millimetre, and the speed is said.
  expect(
    await beside
      .locator('select')
      .evaluateAll((lists) => lists.map((one) => (one as HTMLSelectElement).value)),
  ).toEqual(['10', '10']);
  const paper = beside.locator('div[data-theme]');
  expect(await paper.evaluate((frame) => frame.scrollWidth <= frame.clientWidth)).toBe(true);
  expect((await beside.locator('[role="toolbar"]').boundingBox())?.height).toBeLessThan(50);
  await beside.getByRole('button', { name: '布局' }).click();
  await beside.locator('select').nth(2).selectOption('6x2');
  await screenshotAt(page, 'together-01-layout-zh-1366');
  await page.keyboard.press('Escape');
  await soon(() => beside.locator('select').count()).toBe(2);
  await beside.locator('[data-theme]').first().waitFor();

  // The same key: the ECG is claimed and in hand, the radiograph beside it.
  await page.keyboard.press('Alt+e');
  const images2 = page.locator(`[data-companion="${images.taskId}"]`);
  await images2.locator('[data-pane="0"][data-image]').waitFor();
  expect((await taskInState(region.reader, ecg)).state).toBe('reading');
  expect((await taskInState(region.reader, radiograph)).state).toBe('reading');
  await page.locator('[data-banner]').getByText(person.name).waitFor();
  const findings = page.locator('textarea[name="findings"]');
  await findings.waitFor();
  await page.keyboard.press('Alt+i');
  await soon(() => findings.inputValue()).toContain(radiograph.order.accessionNumber);
  expect(await findings.inputValue()).not.toContain('双肺未见异常');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await page.setViewportSize({ width: 1920, height: 1080 });
  // All four columns lie in sight at 1920 too.
  const inHand = page.locator('div[data-theme]');
  await soon(() => inHand.evaluate((frame) => frame.scrollWidth <= frame.clientWidth)).toBe(true);
  expect(
    await page.locator('select').evaluateAll((lists) => lists.map((one) => (one as HTMLSelectElement).value)),
  ).toContain('12.5');
  await screenshotAt(page, 'together-02-ecg-zh-1920');

  // And back: each has kept its own words.
  await page.keyboard.press('Alt+e');
  await soon(() => page.locator('textarea[name="findings"]').inputValue()).toContain('双肺未见异常');
  await page.locator('[data-companion-close]').click();
  await soon(() => page.locator('[data-companion]').count()).toBe(0);
  await region.reader.window.station.settings.set({ language: 'en' });
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.reload();
  await page.locator('[data-tab="mine"]').click();
  await page.locator(`[data-task="${images.taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.keyboard.press('Alt+e');
  await page.locator(`[data-companion="${tracing.taskId}"] canvas`).first().waitFor();
  await screenshotAt(page, 'together-03-images-en-1366');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await soon(() => paper.evaluate((frame) => frame.scrollWidth <= frame.clientWidth)).toBe(true);
  await screenshotAt(page, 'together-04-images-en-1920');
  expect(pages.violations).toEqual([]);
}, 600_000);
