/** The escalation ladder as both ends see it, in Chromium: nobody on duty, rungs in names and times, telephone numbers, one key. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { runCommand } from '../rig/program.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Rungs within the first seconds of an ECG's three minutes. */
const rules = {
  rules: [
    {
      kind: 'ecg',
      site: '胡场镇卫生院',
      percent: { sound: 1, room: 2, leader: 3, phones: 4 },
      leader: { name: '张国强', phone: '0728-3310001' },
      phones: [
        { name: '心电科主任', phone: '0728-3310002' },
        { name: '医院总值班', phone: '0728-3310003' },
      ],
    },
    { leader: { name: '张国强', phone: '0728-3310001' } },
  ],
};

async function english(page: Page): Promise<void> {
  await page.locator('[data-nav="settings"]').click();
  await page.locator('[data-language]').getByText('English', { exact: true }).click();
}

describe('the escalation ladder', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    const file = join(region.folder, 'rules.json');
    writeFileSync(file, JSON.stringify(rules));
    const data = join(region.folder, 'exchange');
    const set = await runCommand(['escalation', '--data', data, '--rules', file, '--json']);
    expect(set.code).toBe(0);
    const shown = await runCommand(['escalation', '--data', data, '--json']);
    expect(JSON.stringify(shown.lines[0])).toContain('0728-3310002');
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  it('says at the township that nobody is on duty and whom to telephone, until somebody sits down', async () => {
    const clinic = await pages.open(region.clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    const band = clinic.locator('[data-no-duty]');
    await band.waitFor({ timeout: 60_000 });
    expect(await band.getAttribute('data-no-duty')).toBe('ecg imaging');
    expect(await band.innerText()).toContain('当前无值班医师在线:心电、影像');
    expect(await band.innerText()).toContain('请电话 张国强 ☎ 0728-3310001');
    await screenshotAt(clinic, 'escalation-1-no-duty-zh-1366');
    const reader = await pages.open(region.reader);
    await reader.locator('[data-nav]').first().waitFor();
    await band.waitFor({ state: 'detached', timeout: 60_000 });
    // Locked, nobody sits there.
    await unwrap(region.reader.window.station.session.lock());
    await band.waitFor({ timeout: 60_000 });
    await english(clinic);
    await clinic.locator('[data-nav="tracking"]').click();
    expect(await band.innerText()).toContain('No reader on duty is online');
    await screenshotAt(clinic, 'escalation-2-no-duty-en-1366');
    await reader.context().close();
    await clinic.context().close();
    await region.reader.signIn(region.doctor);
    await unwrap(region.clinic.window.station.settings.set({ language: 'zh-CN' }));
  }, 240_000);

  it('climbs at both ends, survives a kill of the exchange, and one key keeps who was telephoned', async () => {
    const exam = examFor('ladder-window');
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    const line = reader.locator(`[data-phone-line="${taskId}"]`);
    await line.waitFor({ timeout: 60_000 });
    await expect.poll(() => line.innerText(), { timeout: 30_000 }).toContain('心电科主任 0728-3310002');
    await screenshotAt(reader, 'escalation-3-reader-zh-1366');
    const clinic = await pages.open(region.clinic, { width: 1920, height: 1080 });
    await clinic.locator('[data-nav="tracking"]').click();
    const there = clinic.locator(`[data-phone-line="${taskId}"]`);
    await there.waitFor({ timeout: 30_000 });
    await screenshotAt(clinic, 'escalation-4-township-zh-1920');

    const before = await taskInState(region.reader, exam, 'waiting');
    expect(before.escalation?.map((one) => one.rung)).toEqual(['sound', 'room', 'leader', 'phones']);
    await region.crashExchange();
    await until('the link', async () => {
      const claimed = await region.clinic.window.station.dispatch.tracking({ includeClosed: true });
      return claimed.ok ? true : null;
    });
    await clinic.keyboard.press('F8');
    await there.waitFor({ state: 'detached', timeout: 60_000 });
    await line.waitFor({ state: 'detached', timeout: 60_000 });
    const card = clinic.locator(`article[data-task="${taskId}"]`);
    expect(await card.innerText()).toMatch(/周护士 已电话 心电科主任 0728-3310002 \d\d:\d\d/);
    await screenshotAt(clinic, 'escalation-5-phoned-zh-1920');
    const after = await taskInState(region.reader, exam, 'waiting');
    expect(after.escalation?.map((one) => one.rung)).toEqual(['sound', 'room', 'leader', 'phones']);
    expect(after.escalation?.at(-1)?.phoned).toMatchObject({ name: '周护士' });
    await clinic.context().close();
    await english(reader);
    await reader.locator('[data-nav="worklist"]').click();
    await reader.setViewportSize({ width: 1920, height: 1080 });
    const row = reader.locator(`[data-task="${taskId}"][role="option"]`);
    expect(await row.innerText()).toContain('周护士 telephoned 心电科主任');
    await screenshotAt(reader, 'escalation-6-reader-en-1920');
    await reader.context().close();
    await unwrap(region.reader.window.station.settings.set({ language: 'zh-CN' }));
  }, 240_000);
});
