/** The journey in Debian's Chromium, through hosted mode: two people, two windows, real processes behind them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { readAndSignByHand, receiveByHand, screenshotAt, signInByHand } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

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

/** Runs in the page: keeps every place, in CSS pixels, in which a pane with a picture stands from now on. */
function noteEachPlaceOfThePicture(): void {
  const places: string[] = [];
  Object.assign(window, { places });
  const look = (): void => {
    const canvas = document.querySelector<HTMLCanvasElement>('.yz-grid canvas.cornerstone-canvas');
    if (canvas && canvas.width > 2) {
      const { x, y, width, height } = canvas.getBoundingClientRect();
      const place = [x, y, width, height].map(Math.round).join();
      if (places.at(-1) !== place) places.push(place);
    }
    requestAnimationFrame(look);
  };
  look();
}

describe('the journey in a browser', () => {
  it('begins with a sign-in that names what is wrong', async () => {
    await region.reader.window.station.session.signOut();
    const page = await pages.open(region.reader);
    await page.getByLabel('用户名').fill(region.doctor.name);
    await page.locator('input[type="password"]').fill('not-the-password');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('不正确');
    await screenshotAt(page, 'sign-in-refused');
    await signInByHand(page, region.doctor.name, region.doctor.secret);
  }, 240_000);

  for (const kind of ['ct', 'ecg'] as const)
    it(`carries a ${kind} from the worklist to the receipt`, async () => {
      const exam = examFor(`ui-${kind}`, kind);
      const reader = await pages.open(region.reader, { width: 1920, height: 1080 });
      const clinic = await pages.open(region.clinic);
      await placeOrder(region, exam);
      await pushWithDcmtk(region, exam);
      await taskInState(region.reader, exam, 'waiting');
      await readAndSignByHand(reader, exam, `chromium-${kind}`);
      await receiveByHand(clinic, exam, `chromium-${kind}`);
      await taskInState(region.reader, exam, 'received');
    }, 240_000);

  it.each([
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
  ])('never moves a picture once it is shown ($width × $height)', async (size) => {
    const exam = examFor(`ui-still-picture ${size.width}`, 'ct');
    const page = await pages.open(region.reader, size);
    await bringToWaiting(region, exam);
    await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
    await page.evaluate(noteEachPlaceOfThePicture);
    await page.keyboard.press('Enter');
    await page.locator('textarea[name="impression"]').waitFor();
    await page.waitForTimeout(1000);
    // The size that the warmed graphics context is given ahead (renderer/viewers/image/pane-size.ts) is the one it gets.
    const single = size.width === 1366 ? '144,206,842,562' : '144,166,1316,914';
    expect(await page.evaluate(() => (window as unknown as { places: string[] }).places)).toEqual([single]);
  });

  it('hands over at the change of shift and signs out, the draft kept for the next doctor', async () => {
    const exam = examFor('ui-hand-over', 'ecg');
    const page = await pages.open(region.reader);
    await bringToWaiting(region, exam);
    await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
    await page.keyboard.press('Enter');
    await page.locator('textarea[name="impression"]').fill('窦性心律,待上级复核');
    await page.locator('[data-draft-state="saved"]').waitFor();
    await page.keyboard.press('Control+j');
    await page.locator('[data-handing]', { hasText: exam.order.patient.name }).waitFor();
    await screenshotAt(page, 'hand-over');
    await page.locator('[data-confirm-hand-over]').click();
    await page.getByLabel('用户名').waitFor();
    const waiting = await region.clinic.window.station.worklist.get({
      taskId: (await taskInState(region.clinic, exam, 'waiting')).taskId,
    });
    expect(waiting.ok && waiting.value.handedOver?.name).toBe(region.doctor.name);
    await signInByHand(page, region.doctor.name, region.doctor.secret);
    await page.locator('[data-handed-over]').first().waitFor();
    await screenshotAt(page, 'handed-over');
  }, 240_000);

  it('shows every other screen in both languages, at a township PC size', async () => {
    const clinic = await pages.open(region.clinic);
    for (const language of ['中文', 'English']) {
      await clinic.locator('[data-nav="settings"]').click();
      await clinic.locator('[data-language]').getByText(language, { exact: true }).click();
      for (const screen of ['settings', 'tracking', 'intake', 'statistics']) {
        await clinic.locator(`[data-nav="${screen}"]`).click();
        await clinic.waitForTimeout(900);
        await screenshotAt(clinic, `clinic-${screen}-${language === 'English' ? 'en' : 'zh'}`);
        const text = await clinic.locator('main').innerText();
        if (language === 'English')
          expect(text.replaceAll(/[^\n]*[\u4e00-\u9fff][^\n]*/g, '').length).toBeGreaterThan(10);
        expect(text).not.toMatch(/\b(nav|worklist|intake|settings|statistics|dispatch)\.[a-z]/);
      }
    }
    await clinic.locator('[data-nav="settings"]').click();
    await clinic.locator('[data-language]').getByText('中文', { exact: true }).click();
  }, 240_000);

  it('broke no content security policy and threw nothing', () => {
    expect(pages.violations).toEqual([]);
  });
});
