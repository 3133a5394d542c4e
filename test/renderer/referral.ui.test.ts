/** 双向转诊 as two people see it in Chromium: the green channel by one key, accepted at the chest-pain centre, sent back with a note. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

describe('referrals', () => {
  let region: Region;
  let pages: WindowPages;
  let proxy: TcpProxy;
  let hospital: Awaited<ReturnType<Region['addSite']>>;
  beforeAll(async () => {
    [region, pages] = await Promise.all([
      startRegion({
        clinicThroughProxy: async (address) => {
          proxy = await startTcpProxy(address);
          return proxy.address;
        },
      }),
      startWindowPages(),
    ]);
    hospital = await region.addSite(
      { name: '市人民医院', tier: 'city', phone: '0728-0120', chestPain: true },
      '高峰',
    );
    await region.addSite({ name: '省人民医院', tier: 'higher', phone: '027-0120' }, '马东');
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
    await proxy?.stop();
  });

  const english = async (page: Page): Promise<void> => {
    await page.locator('[data-nav="settings"]').click();
    await page.locator('[data-language]').getByText('English', { exact: true }).click();
  };
  const openReport = async (page: Page, taskId: string): Promise<void> => {
    await page.locator('[data-nav="tracking"]').click();
    await page.locator(`[data-task="${taskId}"] [data-open-report]`).click();
    await page.locator('[data-report]').first().waitFor();
  };

  it('opens the green channel by one key; the centre accepts, the township reads it, the patient comes back', async () => {
    const exam = examFor('referral-window');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '急性下壁心肌梗死可能,请立即转上级医院');
    await taskInState(region.clinic, exam, 'delivered');
    const clinic = await pages.open(region.clinic);
    const centre = await pages.open(hospital.station, { width: 1920, height: 1080 });
    await centre.locator('[data-nav="referrals"]').waitFor();
    await openReport(clinic, taskId);
    await clinic.locator('[data-open-green]').waitFor();
    await screenshotAt(clinic, 'referral-1-report-zh-1366');
    await clinic.keyboard.press('Alt+q');
    await clinic.locator('[data-referral-mark="sent"]').waitFor();
    await clinic.locator('[data-open-green]').waitFor({ state: 'detached' });

    const band = centre.locator('[data-band-referral][data-green="true"]');
    await band.waitFor({ timeout: 30_000 });
    expect(await band.innerText()).toContain(exam.order.patient.name);
    await screenshotAt(centre, 'referral-2-centre-band-zh-1920');
    await centre.locator('[data-open-referrals]').click();
    const there = centre.locator('[data-referral]');
    await there.locator('[data-step="delivered"]').waitFor({ timeout: 30_000 });
    expect(await there.innerText()).toContain(exam.order.phone);
    await expect.poll(() => there.locator('[data-referral-pdf]').getAttribute('data-disabled')).toBeNull();
    await screenshotAt(centre, 'referral-3-centre-zh-1920');
    await there.locator('[data-act="accept"]').click();
    await centre.locator('[data-answer-form="accept"] input[name="text"]').fill('即刻,急诊科胸痛诊室');
    await centre.locator('input[name="bed"]').fill('胸痛中心 3 床');
    await screenshotAt(centre, 'referral-4-accept-zh-1920');
    await centre.locator('[data-send-answer]').click();
    await there.locator('[data-step="accepted"]').waitFor();
    await band.waitFor({ state: 'detached' });

    await clinic.locator('[data-referral-mark="accepted"]').waitFor({ timeout: 30_000 });
    await clinic.locator('[data-nav="referrals"]').click();
    const here = clinic.locator('[data-referral]');
    await here.locator('[data-step="accepted"]').waitFor();
    expect(await here.innerText()).toContain('胸痛中心 3 床');
    await screenshotAt(clinic, 'referral-5-township-zh-1366');

    await there.locator('[data-act="arrive"]').click();
    await there.locator('[data-act="return"]').click();
    await centre
      .locator('[data-answer-form="return"] textarea[name="text"]')
      .fill('PCI 术后,双抗一年,一月后复查');
    await centre.locator('[data-send-answer]').click();
    await there.locator('[data-step="returned"]').waitFor();
    await english(centre);
    await centre.locator('[data-nav="referrals"]').click();
    await there.locator('[data-step="returned"]').waitFor();
    await screenshotAt(centre, 'referral-6-centre-en-1920');
    await centre.locator('[data-nav="settings"]').click();
    expect(await centre.locator('[data-site-tier="city"]').innerText()).toContain('city hospital');

    await clinic.locator('[data-band-referral]').waitFor({ timeout: 30_000 });
    await english(clinic);
    await screenshotAt(clinic, 'referral-7-settings-en-1366');
    await clinic.locator('[data-nav="referrals"]').click();
    await here.locator('[data-act="take-back"]').waitFor();
    await screenshotAt(clinic, 'referral-8-township-en-1366');
    await here.locator('[data-act="take-back"]').click();
    await here.waitFor({ state: 'detached' });
    await clinic.locator('[data-band-referral]').waitFor({ state: 'detached' });
    await clinic.locator('[data-referrals-shown]').getByText('Closed').click();
    await here.locator('[data-step="taken-back"]').waitFor();
    await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
    await unwrap(hospital.station.window.station.settings.set({ language: 'zh-CN' }));
    expect(pages.violations).toEqual([]);
    await pages.closePages();
  }, 300_000);

  it('asks for site, reason and number; without a link it waits and says whom to telephone; a refusal stands on top', async () => {
    const exam = examFor('referral-dialog');
    const { taskId } = await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '左室高电压');
    await taskInState(region.clinic, exam, 'delivered');
    const clinic = await pages.open(region.clinic);
    const centre = await pages.open(hospital.station);
    await openReport(clinic, taskId);
    await clinic.locator('[data-refer]').waitFor();
    proxy.cut();
    await clinic.locator('[data-state="lost"]').first().waitFor({ timeout: 30_000 });
    await clinic.keyboard.press('Alt+z');
    await clinic.locator('[data-refer-form]').waitFor();
    expect(await clinic.locator('[data-send-referral]').isDisabled()).toBe(true);
    await clinic.locator('[data-refer-site]').click();
    await clinic.getByRole('option', { name: /市人民医院/ }).click();
    await clinic.locator('[data-refer-form]').getByText('需进一步检查', { exact: true }).click();
    await screenshotAt(clinic, 'referral-9-dialog-zh-1366');
    await clinic.locator('[data-send-referral]').click();
    await clinic.locator('[data-refer-form]').waitFor({ state: 'detached' });
    await clinic.locator('[data-nav="referrals"]').click();
    await clinic.locator('[data-referral-queued]').waitFor();
    await screenshotAt(clinic, 'referral-10-queued-zh-1366');
    proxy.restore();
    await clinic.locator('[data-referral-queued]').waitFor({ state: 'detached', timeout: 60_000 });

    await centre.locator('[data-open-referrals]').click({ timeout: 30_000 });
    await centre.locator('[data-act="decline"]').click();
    await centre.locator('[data-answer-form="decline"] textarea').fill('床位已满,请转省人民医院');
    await centre.locator('[data-send-answer]').click();
    const band = clinic.locator('[data-band-referral]');
    await band.waitFor({ timeout: 30_000 });
    expect(await band.innerText()).toContain('床位已满');
    await screenshotAt(clinic, 'referral-11-declined-zh-1366');
    // Sent elsewhere, it no longer asks for another way.
    await openReport(clinic, taskId);
    await clinic.keyboard.press('Alt+z');
    await clinic.locator('[data-refer-site]').click();
    await clinic.getByRole('option', { name: /省人民医院/ }).click();
    await clinic.locator('textarea[name="reason"]').fill('市医院床位已满');
    await clinic.locator('[data-send-referral]').click();
    await clinic.locator('[data-referral-mark="sent"]').waitFor();
    await band.waitFor({ state: 'detached' });
    expect(pages.violations).toEqual([]);
    await pages.closePages();
  }, 300_000);
});
