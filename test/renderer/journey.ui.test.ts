/** The journey in Debian's Chromium, through hosted mode: two people, two windows, real processes behind them. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import {
  placeOrder,
  pushWithDcmtk,
  type Region,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { readAndSignByHand, receiveByHand, screenshotAt, signInByHand } from '../rig/window-journey.ts';

let region: Region;
let browser: Browser;
const violations: string[] = [];

beforeAll(async () => {
  region = await startRegion();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--enable-unsafe-swiftshader',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--disable-background-networking',
    ],
  });
}, 240_000);
afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await region?.stop();
});

async function openPage(station: StationRig, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' });
  const [name = '', value = ''] = station.window.cookie.split('=');
  await context.addCookies([{ name, value, url: station.window.origin }]);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(String(error)));
  await page.goto(station.window.origin);
  return page;
}

describe('the journey in a browser', () => {
  it('begins with a sign-in that names what is wrong', async () => {
    await region.reader.window.station.session.signOut();
    const page = await openPage(region.reader, { width: 1366, height: 768 });
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
      const reader = await openPage(region.reader, { width: 1920, height: 1080 });
      const clinic = await openPage(region.clinic, { width: 1366, height: 768 });
      await placeOrder(region, exam);
      await pushWithDcmtk(region, exam);
      await taskInState(region.reader, exam, 'waiting');
      await readAndSignByHand(reader, exam, `chromium-${kind}`);
      await receiveByHand(clinic, exam, `chromium-${kind}`);
      await taskInState(region.reader, exam, 'received');
    }, 240_000);

  it('hands over at the change of shift and signs out, the draft kept for the next doctor', async () => {
    const exam = examFor('ui-hand-over', 'ecg');
    const page = await openPage(region.reader, { width: 1366, height: 768 });
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
    const clinic = await openPage(region.clinic, { width: 1366, height: 768 });
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
    expect(violations).toEqual([]);
  });
});
