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
