/** 审计 in Chromium: the auditor's one room at a station of the centre: search, pages, proof, a break and what a reader sees of it, export. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAuditFile } from '../../../../exchange/sealed/verify-audit-file.ts';
import type { Exam } from '../../../../practice/exam.ts';
import { bringToWaiting, claim, examFor, readWhole, sign, write } from '../../../rig/line.ts';
import { type Region, type StationRig, startRegion } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let desk: StationRig;
let exam: Exam;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  exam = examFor('audit');
  await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  await write(region.reader, exam, '窦性心律。');
  desk = (await region.addReader('审计台', 'reader')).station;
  await desk.signIn(await region.addPerson('吴审计', 'auditor'));
}, 360_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function look(page: Page, name: string): Promise<void> {
  await screenshotAt(page, `audit-${name}-1366`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, `audit-${name}-1920`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

it('is all that an auditor sees: no list, no image, no report, by no call', async () => {
  const { station } = desk.window;
  const { tasks } = await unwrap(region.reader.window.station.worklist.list({ tab: 'all' }));
  const taskId = tasks[0]?.taskId ?? '';
  const calls = [
    station.worklist.list({ tab: 'all' }),
    station.reading.open({ taskId }),
    station.dispatch.tracking({}),
    station.statistics.turnaround({ from: 0, to: Date.now() }),
    station.archive.status(),
  ];
  for (const call of calls)
    expect(await call).toMatchObject({ ok: false, failure: { code: 'right-missing' } });
  const answer = await unwrap(region.reader.window.station.reading.open({ taskId }));
  const sha256 = answer.study.series[0]?.instances[0]?.sha256 ?? '';
  expect((await desk.window.get(`/objects/${sha256}`)).status).not.toBe(200);
  expect((await region.reader.window.get(`/objects/${sha256}`)).status).toBe(200);
  // And the reader has nothing of the audit.
  expect(await region.reader.window.station.audit.status()).toMatchObject({
    ok: false,
    failure: { code: 'right-missing' },
  });
}, 120_000);

it('is searched, turned, proved, broken, decided about and taken out', async () => {
  const page = await pages.open(desk);
  await page.locator('[data-audit] [data-record]').first().waitFor();
  expect(await page.locator('[data-nav]').allInnerTexts()).toEqual(['审计', '设置']);
  expect(await page.locator('body').innerText()).not.toContain(exam.order.patient.name);
  await look(page, '1-newest');

  await page.locator('input[name="audit-subject"]').fill(exam.order.patient.id);
  await page.keyboard.press('Enter');
  await page.locator('[data-act="member-added"]').first().waitFor({ state: 'detached' });
  await page.locator('[data-act="claimed"]').first().waitFor();
  await page.locator('[data-act="claimed"]').first().click();
  await page.locator('[data-record-whole]').getByText('SHA-256').waitFor();
  await look(page, '2-patient');
  await page.locator('input[name="audit-person"]').fill('没有此人');
  await page.locator('[data-audit-go]').click();
  await page.locator('[data-empty]').waitFor();
  await page.locator('[data-audit-clear]').click();
  await page.locator('[data-record]').first().waitFor();

  await page.locator('[data-prove="first"]').click();
  await page.locator('[data-proof="whole"]').getByText('吴审计').waitFor();
  const proved = await unwrap(desk.window.station.audit.status());
  expect(await page.locator('[data-proof-hash]').first().innerText()).toBe(proved.proofs[0]?.hash);

  const [downloaded] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-export]').click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-audit-'));
  const path = join(folder, downloaded.suggestedFilename());
  await downloaded.saveAs(path);
  const { region: own } = await unwrap(desk.window.station.session.station());
  expect(verifyAuditFile(readFileSync(path), own?.caCertificate ?? '')).toMatchObject({
    ok: true,
    value: { trusted: true, exportedBy: '吴审计' },
  });
  rmSync(folder, { recursive: true });

  // Enough records for pages.
  const { station } = desk.window;
  for (let asked = 0; asked < 110; asked += 1) await unwrap(station.audit.search({ limit: 1 }));
  await page.locator('[data-audit-go]').click();
  await page.locator('[data-older]').click();
  await page.locator('[data-page]').getByText('第 2 页').waitFor();
  await page.keyboard.press('Alt+PageUp');
  await page.locator('[data-page]').getByText('第 1 页').waitFor();

  const sqlite = new Sqlite(join(region.folder, 'exchange', 'exchange.sqlite'), { timeout: 5000 });
  sqlite.exec(`UPDATE audit SET detail = 'x' WHERE number = 3`);
  sqlite.close();
  await page.locator('[data-prove="first"]').click();
  await page.locator('[data-audit-trouble="audit-broken"]').waitFor();
  await look(page, '3-broken');

  // The reader is told at once, and cannot sign; what he wrote stays.
  const reader = await pages.open(region.reader);
  await reader.locator('[data-store-trouble="audit-broken"]').waitFor();
  await screenshotAt(reader, 'audit-4-reader-1366');
  await expect(sign(region.reader, exam)).rejects.toThrow('audit-broken');

  await page.locator('[data-anchor]').click();
  await page.locator('[data-anchor-reason]').fill('磁盘维护时误改,已与备份核对');
  await screenshotAt(page, 'audit-5-decide-1366');
  await page.locator('[data-confirm-anchor]').click();
  await page.locator('[data-audit-trouble]').waitFor({ state: 'detached' });
  await page.locator('[data-anchors]').getByText('磁盘维护时误改').waitFor();
  await reader.locator('[data-store-trouble]').waitFor({ state: 'detached' });
  await until('signing again', async () => {
    await sign(region.reader, exam);
    return true;
  });
  await reader.context().close();

  await unwrap(station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-record]').first().waitFor();
  await look(page, '6-en');
  await page.locator('[data-nav="settings"]').click();
  await page.locator('[data-language]').waitFor();
  await screenshotAt(page, 'audit-7-settings-en-1366');
  expect(pages.violations).toEqual([]);
}, 240_000);
