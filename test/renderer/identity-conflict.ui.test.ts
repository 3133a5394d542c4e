/** Two versions of one image in Chromium, at both ends: compared, then in conflict, then decided by a person at the township. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exam } from '../../practice/exam.ts';
import { bringToWaiting, claim, examFor } from '../rig/line.ts';
import { otherVersionOf } from '../rig/other-version.ts';
import {
  placeOrder,
  pushWithDcmtk,
  type Region,
  type StationRig,
  setSiteSettings,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;
let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

/** Who reads these bytes of the township's vault waits until they are given back. */
function holdBack({ studyInstanceUid }: Exam): () => Promise<void> {
  const sqlite = new Sqlite(join(region.clinic.folder, 'data', 'station.sqlite'), { readonly: true });
  const kept = sqlite.prepare('SELECT sha256 FROM instance WHERE studyInstanceUid = ?').pluck();
  const sha256 = String(kept.get(studyInstanceUid));
  sqlite.close();
  const names = readdirSync(region.clinic.folder, { recursive: true, encoding: 'utf8' });
  const name = names.find((one) => one.endsWith(sha256));
  if (name === undefined) throw new Error('not in the vault');
  const path = join(region.clinic.folder, name);
  renameSync(path, `${path}.held`);
  execFileSync('mkfifo', [path]);
  return async () => {
    const bytes = readFileSync(`${path}.held`);
    await writeFile(path, bytes);
    rmSync(path);
    renameSync(`${path}.held`, path);
  };
}

async function open(station: StationRig): Promise<Page> {
  const page = await pages.open(station);
  page.setDefaultTimeout(patient);
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(400);
    await screenshotAt(page, `conflict-${name}-${size.width}`);
  }
  await page.setViewportSize(sizes[0]);
}

it('says at both ends that versions are compared, then what differs, and the township decides', async () => {
  const exam = examFor('conflict-window', 'us');
  const { taskId } = await bringToWaiting(region, exam);
  const giveBack = holdBack(exam);
  await pushWithDcmtk(region, otherVersionOf(exam, 'patient', 'sex'));

  const reader = await open(region.reader);
  const row = reader.locator(`[data-task="${taskId}"][role="option"]`);
  await row.locator('[data-comparing]').waitFor();
  await shoot(reader, '01-comparing-list-zh');
  const clinic = await open(region.clinic);
  await clinic.locator('[data-nav="tracking"]').click();
  const card = clinic.locator(`article[data-task="${taskId}"]`);
  await card.locator('[data-comparing]').waitFor();
  await shoot(clinic, '02-comparing-township-zh');
  await claim(region.reader, exam);
  await reader.locator('[data-tab="mine"]').click();
  await row.click();
  await reader.keyboard.press('Enter');
  await reader.getByText('正在比对').first().waitFor();
  await shoot(reader, '03-comparing-reading-zh');

  await giveBack();
  await card.locator('[data-settle-conflict]').waitFor();
  await shoot(clinic, '04-township-zh');
  await card.locator('[data-settle-conflict]').click();
  const dialog = clinic.locator('[data-conflict-dialog]');
  await dialog.waitFor();
  // Whose it is, and what the order says, lie beside the two; nothing is said in the letters of the file.
  await clinic.getByText(`同一图像的两个版本:${exam.order.patient.name}`).waitFor();
  expect(await dialog.locator('[data-conflict-exam]').innerText()).toContain(exam.order.accessionNumber);
  expect(await dialog.locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(new RegExp(`^编号\\s+${exam.order.patient.id}\\s+${exam.order.patient.id}\\s`)),
    expect.stringMatching(/^性别\s+女\s+女\s+男$/),
    expect.stringContaining('图像编号'),
  ]);
  await shoot(clinic, '05-dialog-zh');
  await reader.getByText('性别 女 / 男').first().waitFor();
  await shoot(reader, '06-reading-zh');
  await clinic.context().close();
  await setSiteSettings(region, { language: 'en' });
  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  const english = await open(region.clinic);
  await english.locator('[data-nav="intake"]').click();
  await english.waitForTimeout(800);
  await shoot(english, '07-arrivals-en');
  await english.locator('[data-nav="tracking"]').click();
  await english.locator(`article[data-task="${taskId}"] [data-settle-conflict]`).click();
  await english.locator('[data-conflict-dialog]').waitFor();
  await english.locator('[data-conflict-reason]').first().click();
  await shoot(english, '08-dialog-en');
  await english.getByRole('option', { name: 'The patient was corrected at the device' }).click();
  await until('the second version at the exchange', async () => {
    await english.locator('[data-choose-version="other"]').click();
    await english.waitForTimeout(1000);
    return (await english.locator('[data-conflict-dialog]').count()) === 0;
  });
  await reader.close();
  const after = await open(region.reader);
  await after.locator('[data-tab="mine"]').click();
  await after.locator(`[data-task="${taskId}"][role="option"]`).waitFor();
  await shoot(after, '09-list-after-en');
  expect(pages.violations).toEqual([]);
}, 400_000);

it('shows the township what differs between order and device before it says whether they are one patient', async () => {
  const exam = examFor('identity-window');
  const { patient: person } = exam.order;
  const other = { ...person, name: '欧阳建国', sex: person.sex === 'M' ? 'F' : 'M' };
  await placeOrder(region, exam, { patient: other });
  await pushWithDcmtk(region, exam);
  const { taskId } = await taskInState(region.clinic, exam);
  await setSiteSettings(region, { language: 'zh-CN' });
  const page = await open(region.clinic);
  await page.locator('[data-nav="tracking"]').click();
  const said = page.locator(`article[data-task="${taskId}"] [data-identity-differs]`);
  await said.waitFor();
  expect(await said.innerText()).toContain(`姓名:申请单 欧阳建国 / 设备 ${person.name}`);
  expect(await said.innerText()).toMatch(/性别:申请单 [男女] \/ 设备 [男女]/);
  await shoot(page, '10-identity-zh');
  await setSiteSettings(region, { language: 'en' });
  const english = await open(region.clinic);
  await english.locator('[data-nav="tracking"]').click();
  await english.locator('[data-identity-differs]').waitFor();
  await shoot(english, '11-identity-en');
}, 200_000);
