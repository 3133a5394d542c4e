/** 保存期限 at a township and at the reading centre: rules written, the dry run read, a study held and let free, the run, its result. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { acknowledge, bringToWaiting, examFor, readAndSign } from '../../../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

const day = 24 * 3_600_000;
let region: Region;
let pages: WindowPages;
let done: Exam;
let held: Exam;
let open: Exam;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  [done, held, open] = [examFor('retention-done'), examFor('retention-held'), examFor('retention-open')];
  for (const exam of [done, held]) {
    await bringToWaiting(region, exam);
    await readAndSign(region.reader, exam, '窦性心律。');
    await acknowledge(region, exam);
    await taskInState(region.clinic, exam, 'received');
  }
  await bringToWaiting(region, open);
  age(join(region.clinic.folder, 'data', 'station.sqlite'), ['study.lastArrivalAt', 'object.keptAt']);
  age(join(region.folder, 'exchange', 'exchange.sqlite'), [
    'deposit.completeAt',
    'deposit.lastProgressAt',
    'deposit.firstByteAt',
    'depositObject.receivedAt',
  ]);
  await region.clinic.signIn(await region.addPerson('院管理员', 'administrator', region.siteName));
  await region.reader.signIn(await region.addPerson('中心管理员', 'administrator'));
}, 360_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

/** Everything there becomes two years older. */
function age(file: string, columns: readonly string[]): void {
  const sqlite = new Sqlite(file, { timeout: 5000 });
  for (const column of columns) {
    const [table, name] = column.split('.');
    sqlite.prepare(`UPDATE "${table}" SET "${name}" = "${name}" - ?`).run(730 * day);
  }
  sqlite.close();
}

const retentionAt = (station: StationRig) => station.window.station.retention;

/** The same screen in English and on the large monitor, as it stands. */
async function look(page: Page, name: string): Promise<void> {
  await screenshotAt(page, `retention-${name}-1366`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, `retention-${name}-1920`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

async function addRule(page: Page, name: string, days: number): Promise<void> {
  await page.locator('[data-add-rule]').click();
  await page.locator('input[name="rule-name"]').fill(name);
  await page.locator('input[name="rule-days"]').fill(String(days));
  await screenshotAt(page, 'retention-rule');
  await page.locator('[data-keep-rule]').click();
  await page.locator(`[data-rule="${name}"]`).waitFor();
}

it('at a township: rules, the dry run with its reasons, a hold by key, the run, and its result', async () => {
  const page = await pages.open(region.clinic);
  await page.locator('[data-nav="retention"]').click();
  await page.locator('[data-plan]').waitFor();
  await look(page, 'empty');
  await addRule(page, '心电一年', 365);
  await page.locator(`[data-plan-row="${done.studyInstanceUid}"]`).waitFor();
  expect(await page.locator('[data-plan-row]').count()).toBe(2);
  expect(await page.locator('[data-plan-totals]').innerText()).toContain('2 个检查');
  await page.locator('[data-nightly]').click();
  await page.locator('[data-plan-tab="go"]').getByText('今晚将清理').waitFor();

  // By key, the row under the cursor; the reason is asked for.
  await page.locator(`[data-plan-row="${held.studyInstanceUid}"]`).click();
  await page.keyboard.press('h');
  await page.locator('[data-hold-form="hold"]').getByText('医疗纠纷').click();
  await screenshotAt(page, 'retention-hold');
  await page.locator('[data-confirm-hold]').click();
  await page.locator(`[data-hold="${held.studyInstanceUid}"]`).getByText('院管理员 · 医疗纠纷').waitFor();
  await page.locator('[data-plan-tab="kept"]').click();
  await page.locator('[data-why="hold"]').waitFor();
  await page.locator('[data-why="open-task"]').waitFor();
  await look(page, 'kept');

  await page.locator('[data-plan-tab="go"]').click();
  expect(await page.locator('[data-plan-row]').count()).toBe(1);
  await page.locator('[data-run-now]').click();
  await screenshotAt(page, 'retention-run');
  await page.locator('[data-confirm-run]').click();
  await page.locator('[data-run]').waitFor();
  expect(await page.locator('[data-run]').innerText()).toContain('清理 1 个检查');
  await page.locator('[data-run]').getByText('院管理员').waitFor();
  expect(await unwrap(retentionAt(region.clinic).status({ where: 'station' }))).toMatchObject({
    runs: [{ studies: 1, kept: 2 }],
    holds: [{ studyInstanceUid: held.studyInstanceUid, reason: '医疗纠纷' }],
  });

  await page.locator('[data-release]').click();
  await page.locator('[data-hold-form="release"]').getByText('已结案').click();
  await page.locator('[data-confirm-hold]').click();
  await page.locator('[data-hold]').waitFor({ state: 'detached' });
  await page.locator(`[data-plan-row="${held.studyInstanceUid}"]`).waitFor();
  await page.context().close();
}, 240_000);

it('at the centre: a study found by name is held for the region, and the township sees whose hold it is', async () => {
  const page = await pages.open(region.reader);
  await page.locator('[data-nav="retention"]').click();
  await page.locator('[data-retention-where]').getByText('区域中心').click();
  await page.locator('[data-retention="exchange"] [data-plan]').waitFor();
  await addRule(page, '全区一年', 365);
  await page.locator(`[data-plan-row="${held.studyInstanceUid}"]`).waitFor();
  await page.locator('[data-new-hold]').click();
  await page.locator('[data-find-study]').fill(held.order.patient.name);
  await page.locator(`[data-found-study="${held.studyInstanceUid}"]`).click();
  await page.locator('[data-hold-form="hold"]').getByText('司法调取').click();
  await screenshotAt(page, 'retention-find');
  await page.locator('[data-confirm-hold]').click();
  await page.locator(`[data-hold="${held.studyInstanceUid}"]`).getByText('中心管理员 · 司法调取').waitFor();

  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  await page.reload();
  await page.locator('[data-nav="retention"]').click();
  await page.locator('[data-retention-where]').getByText('Exchange').click();
  await page.locator(`[data-plan-row="${done.studyInstanceUid}"]`).waitFor();
  await look(page, 'centre-en');
  await page.locator('[data-plan-tab="kept"]').click();
  await page.locator('[data-why="hold"]').waitFor();
  await look(page, 'centre-kept-en');
  await page.locator('[data-edit-rule]').click();
  await page.locator('[data-rule-form]').waitFor();
  await screenshotAt(page, 'retention-rule-en');
  await page.context().close();

  const township = await pages.open(region.clinic);
  await township.locator('[data-nav="retention"]').click();
  await township.locator('[data-retention-where]').getByText('区域中心').click();
  await township.locator(`[data-hold="${held.studyInstanceUid}"]`).getByText('由诊断中心保全').waitFor();
  await township.locator('[data-rule="全区一年"]').waitFor();
  expect(await township.locator('[data-add-rule], [data-run-now], [data-release]').count()).toBe(0);
  await look(township, 'township-exchange');

  // Its own hold on its own study, at the exchange.
  await township.locator(`[data-plan-row="${done.studyInstanceUid}"] [data-hold-row]`).click();
  await township.locator('[data-hold-reason]').fill('患者要求保留');
  await township.keyboard.press('Enter');
  await township.locator(`[data-hold="${done.studyInstanceUid}"]`).waitFor();
  const { holds } = await until('both holds', async () => {
    const status = await unwrap(retentionAt(region.reader).status({ where: 'exchange' }));
    return status.holds.length === 2 ? status : null;
  });
  expect(holds.map((one) => one.reason).sort()).toEqual(['司法调取', '患者要求保留'].sort());
}, 240_000);

it('is no place for those who do not administer, broke no content security policy and threw nothing', async () => {
  await region.clinic.signIn(region.nurse);
  const page = await pages.open(region.clinic);
  await page.locator('[data-nav="settings"]').waitFor();
  expect(await page.locator('[data-nav="retention"]').count()).toBe(0);
  expect(pages.violations).toEqual([]);
}, 60_000);
