/** The journey as two people see it, in any browser or the packed app: sign in, claim, read, write, sign, open, acknowledge. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Exam } from '../../practice/exam.ts';
import { pinOf } from './region.ts';
import { until } from './window-client.ts';

const output = fileURLToPath(new URL('../../test-output/journey/', import.meta.url));

export function screenshotAt(page: Page, name: string): Promise<Buffer> {
  mkdirSync(output, { recursive: true });
  return page.screenshot({ path: `${output}${name}.png` });
}

export async function signInByHand(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(name);
  await page.locator('input[type="password"]').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.locator('[data-nav]').first().waitFor();
}

/** Claims the exam from the worklist by keyboard, looks, writes, signs with the PIN. */
export async function readAndSignByHand(page: Page, exam: Exam, label: string): Promise<void> {
  const row = page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first();
  await row.waitFor();
  await screenshotAt(page, `${label}-1-worklist`);
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('[data-banner]').waitFor();
  expect(await page.locator('[data-banner]').innerText()).toContain(exam.order.patient.name);
  await page.locator('section canvas').first().waitFor({ timeout: 30_000 });
  if (exam.objects.length > 1) await scrollThrough(page);
  if (exam.order.kind === 'ecg') {
    await page.locator('[data-analysis="done"]').waitFor();
    // What the machine calls critical is answered one way or the other before anybody signs.
    if ((await page.locator('[data-reject-critical]').count()) > 0) {
      await page.keyboard.press('Alt+x');
      await page.locator('[data-critical-notice="rejected"]').waitFor();
    }
  }
  await screenshotAt(page, `${label}-2-reading`);

  await page.locator('[data-templates]').click();
  await page.locator('[data-template]').first().click();
  const findings = page.locator('textarea[name="findings"]');
  // No blank of the template may be left in what is signed.
  await findings.fill((await findings.inputValue()).replace(/【[^】]*】/g, '如常'));
  const impression = page.locator('textarea[name="impression"]');
  await impression.fill(`结论:${label}`);
  await page.locator('[data-draft-state="saved"]').waitFor();
  await screenshotAt(page, `${label}-3-report`);

  await page.keyboard.press('Control+Enter');
  const dialog = page.locator('[data-sign-dialog]');
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain(exam.order.patient.name);
  const pin = dialog.locator('input[type="password"], input[inputmode="numeric"]').first();
  await pin.waitFor();
  await page.waitForTimeout(700);
  await pin.click();
  await page.keyboard.type(pinOf);
  await screenshotAt(page, `${label}-4-sign`);
  await page.locator('[data-confirm-sign]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-tab]').first().waitFor();
}

/** Turns the wheel over the pictures until each has been on the screen, as a radiologist does before signing. */
async function scrollThrough(page: Page): Promise<void> {
  const pane = page.locator('[data-pane="0"]');
  const place = async (): Promise<readonly [number, number]> => {
    const [, at = '0', of = '0'] =
      /(\d+) \/ (\d+)/.exec(await pane.locator('.yz-bottom-left').innerText()) ?? [];
    return [Number(at), Number(of)];
  };
  const placeBeyond = (at: number): Promise<readonly [number, number]> =>
    until(`a picture after ${at}`, async () => {
      const now = await place();
      return now[0] > at && (await pane.locator('.yz-loading').isHidden()) ? now : null;
    });
  let [at, of] = await placeBeyond(0);
  const box = await pane.locator('canvas').first().boundingBox();
  if (!box) throw new Error('no picture to scroll');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  while (at < of) {
    await page.mouse.wheel(0, 100);
    [at, of] = await placeBeyond(at);
  }
  expect(of).toBeGreaterThan(1);
  // What was on screen is told in batches; the last one is under way.
  await page.waitForTimeout(600);
}

/** The township sees the report come home, opens it and acknowledges. */
export async function receiveByHand(page: Page, exam: Exam, label: string): Promise<void> {
  const card = page.locator('article[data-task]', { hasText: exam.order.patient.name }).first();
  await card.locator('[data-open-report]').waitFor({ timeout: 30_000 });
  await screenshotAt(page, `${label}-5-tracking`);
  await card.locator('[data-open-report]').click();
  const sheet = page.locator('[data-report]').first();
  await sheet.waitFor();
  expect(await sheet.innerText()).toContain(`结论:${label}`);
  await page.locator('[data-verified="true"]').first().waitFor();
  await screenshotAt(page, `${label}-6-report-home`);
  const acknowledge = page.locator('[data-acknowledge]');
  await expect.poll(() => acknowledge.isEnabled(), { timeout: 15_000 }).toBe(true);
  await acknowledge.click();
  await expect.poll(() => acknowledge.innerText(), { timeout: 15_000 }).toContain('已签收');
  await screenshotAt(page, `${label}-7-acknowledged`);
}
