/** 消息 and 请回电 as two people see them in Chromium: written, counted as new, opened by a key, called back by name. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

describe('messages on a case', () => {
  let region: Region;
  let pages: WindowPages;
  let proxy: TcpProxy;
  beforeAll(async () => {
    [region, pages] = await Promise.all([
      startRegion({
        readerThroughProxy: async (address) => {
          proxy = await startTcpProxy(address);
          return proxy.address;
        },
      }),
      startWindowPages(),
    ]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
    await proxy?.stop();
  });

  const write = async (page: Page, text: string): Promise<void> => {
    await page.locator('[data-talk-text]').fill(text);
    await page.locator('[data-talk-text]').press('Enter');
    await page.locator('[data-message]').getByText(text, { exact: true }).waitFor();
  };

  it('are written at the township, found as new by the reader with one key, and answered; a call is marked by name', async () => {
    const exam = examFor('talk-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    const clinic = await pages.open(region.clinic);
    const card = clinic.locator(`[data-task="${taskId}"]`);
    await card.locator('[data-open-talk]').click();
    await write(clinic, '患者右侧胸痛两小时');
    await clinic.locator('[data-ask-call]').check();
    // The number of the order form stands there already.
    expect(await clinic.locator('[data-call-phone]').inputValue()).toBe(exam.order.phone);
    await clinic.locator('[data-call-phone]').fill('call me');
    expect(await clinic.locator('[data-send-message]').isDisabled()).toBe(true);
    await clinic.locator('[data-call-phone]').fill('0728-3322');
    await clinic.locator('[data-send-message]').click();
    await clinic.locator('[data-callback="open"]').waitFor();
    await screenshotAt(clinic, 'talk-1-township-zh-1366');
    await clinic.keyboard.press('Escape');

    const reader = await pages.open(region.reader);
    const row = reader.locator(`[data-task="${taskId}"][role="option"]`);
    await row.locator('[data-unseen="2"]').waitFor({ timeout: 30_000 });
    expect(await row.locator('[data-callback-open]').innerText()).toContain('0728-3322');
    await screenshotAt(reader, 'talk-2-worklist-zh-1366');
    await row.click();
    await reader.keyboard.press('Alt+s');
    await reader.locator('[data-called-back]').click();
    await reader.locator('[data-callback="done"]').waitFor();
    await write(reader, '请补拍侧位');
    await screenshotAt(reader, 'talk-3-reader-zh-1366');
    await reader.keyboard.press('Escape');
    await row.locator('[data-unseen]').waitFor({ state: 'detached' });
    await row.locator('[data-callback-open]').waitFor({ state: 'detached' });

    await card.locator('[data-unseen="1"]').waitFor({ timeout: 30_000 });
    await clinic.setViewportSize({ width: 1920, height: 1080 });
    await clinic.locator('[data-nav="settings"]').click();
    await clinic.locator('[data-language]').getByText('English', { exact: true }).click();
    await clinic.locator('[data-nav="tracking"]').click();
    await card.locator('[data-unseen="1"]').waitFor();
    await screenshotAt(clinic, 'talk-4-tracking-en-1920');
    await clinic.keyboard.press('Alt+s');
    await clinic.locator('[data-callback="done"]').waitFor();
    expect(await clinic.locator('[data-talk]').innerText()).toContain(region.doctor.name);
    await screenshotAt(clinic, 'talk-5-township-en-1920');

    // In the room of images by the same key; what is written without a link says that it waits.
    await reader.keyboard.press('Enter');
    await reader.locator('section canvas').first().waitFor({ timeout: 60_000 });
    await reader.locator('[data-raise-critical]').waitFor({ timeout: 60_000 });
    proxy.cut();
    await reader.locator('[data-state="lost"]').first().waitFor({ timeout: 30_000 });
    await reader.keyboard.press('Alt+s');
    await write(reader, '断线时写的');
    await reader.locator('[data-message][data-sent="false"]').waitFor();
    await screenshotAt(reader, 'talk-6-queued-zh-1366');
    proxy.restore();
    // The station hands on a code and values: an English window words the alert in English.
    const alert = clinic.locator('.mantine-Notification-root', { hasText: '断线时写的' });
    await alert.waitFor({ timeout: 60_000 });
    expect(await alert.innerText()).toBe(
      `New message\n${exam.order.patient.name} · ${exam.order.modality} · ${region.siteName} · ${region.doctor.name}: 断线时写的`,
    );
    await screenshotAt(clinic, 'talk-7-alert-en-1920');
    await reader.locator('[data-message][data-sent="false"]').waitFor({ state: 'detached', timeout: 60_000 });
    await clinic.locator('[data-message]').getByText('断线时写的').waitFor({ timeout: 30_000 });
    // A further message while the card of the former may still stand has a card of its own.
    await write(reader, '拍好了请说一声');
    await clinic
      .locator('.mantine-Notification-root', { hasText: '拍好了请说一声' })
      .waitFor({ timeout: 60_000 });
    expect(pages.violations).toEqual([]);
    await reader.context().close();
    await clinic.context().close();
    await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
  }, 240_000);
});
