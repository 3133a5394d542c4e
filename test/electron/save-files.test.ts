/** Saving from the packed program: an attachment, a signed report and a table come out whole where the person says; a failure is said. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteId } from '#shared/study/ids.ts';
import type { Exam } from '../../practice/exam.ts';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';
import { bringToWaiting, examFor, readAndSign, reportsAt } from '../rig/line.ts';
import { type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { signInByHand } from '../rig/window-journey.ts';

let region: Region;
let shell: LaunchedElectron;
let township: Page;
let exam: Exam;
let folder: string;
const attached = new TextEncoder().encode('<html><script>document.title = "opened"</script></html>');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-saved-'));
  region = await startRegion();
  shell = await launchElectron({ station: region.reader.place, township: region.clinic.place });
  shell.page.setDefaultTimeout(30_000);
  await signInByHand(shell.page, region.doctor.name, region.doctor.secret);
  await shell.page.keyboard.press('F9');
  township = await until(
    'the township window',
    async () => shell.app.windows().find((one) => one !== shell.page) ?? null,
  );
  township.setDefaultTimeout(30_000);
  await signInByHand(township, region.nurse.name, region.nurse.secret);
  await answerDialogs(shell.app, folder);
  exam = examFor('electron-save');
  await bringToWaiting(region, exam);
}, 240_000);
afterAll(async () => {
  await shell?.stop();
  await region?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Whoever sits at the system's dialog: chooses `into` and the name that is offered. No page and no test reaches that dialog,
 * so this alone is made up; a message box of the shell is written down and closed.
 */
async function answerDialogs(app: ElectronApplication, into: string): Promise<void> {
  await app.evaluate(({ BrowserWindow, dialog }, place) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    for (const { webContents } of BrowserWindow.getAllWindows())
      webContents.session.on('will-download', (_event, item) => {
        if (item.getSavePath() === '') item.setSavePath(`${place}/${item.getFilename()}`);
      });
    dialog.showMessageBox = (...given: unknown[]) => {
      said.push(given.at(-1));
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  }, into);
}

const said = (): Promise<{ message: string; detail: string }[]> =>
  shell.app.evaluate(() => Reflect.get(globalThis, 'said'));

/** The file as it lies on the disk once it is there: a download is named only when it is whole. */
async function saved(name: string): Promise<Buffer> {
  const path = join(folder, name);
  // The file is there, and empty, before the bytes are: whole is what has not grown since the last look.
  let before = 0;
  const isWhole = (): boolean => {
    const size = existsSync(path) ? statSync(path).size : 0;
    const stands = size > 0 && size === before;
    before = size;
    return stands;
  };
  await expect.poll(isWhole, { interval: 200 }).toBe(true);
  return readFileSync(path);
}

it('an attachment of the township is saved as it is, under its name', async () => {
  const { window } = region.clinic;
  await window.post('/arrivals', attached, { 'x-file-name': encodeURIComponent('外院报告.html') });
  const [refused] = await until('the refusal', async () => {
    const found = await unwrap(window.station.intake.refusals({}));
    return found.length > 0 ? found : null;
  });
  if (refused === undefined) throw new Error('nothing refused');
  await unwrap(
    window.station.intake.attachRefusal({
      arrivalId: refused.arrivalId,
      studyInstanceUid: exam.studyInstanceUid,
      reason: '外院报告',
    }),
  );
  await until('the document at the centre', async () => {
    const task = await taskInState(region.reader, exam);
    return task.images.documents?.received === 1 ? task : null;
  });
  const { page } = shell;
  await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-beside="1"]').click();
  await page.locator('[data-beside-download]').click();
  expect(await saved('外院报告.html')).toEqual(Buffer.from(attached));
  expect(await page.title()).not.toBe('opened');
}, 180_000);

it('a table is saved for a spreadsheet, as the page wrote it', async () => {
  await shell.page.keyboard.press('F3');
  await shell.page.locator('[data-csv]').click();
  const [name = ''] = await until('the table', async () => {
    const found = readdirSync(folder).filter((one) => one.endsWith('.csv'));
    return found.length > 0 ? found : null;
  });
  expect(name).toMatch(/^turnaround-day-\d{4}-\d\d-\d\d\.csv$/);
  const table = (await saved(name)).toString();
  expect(table.startsWith('\uFEFF')).toBe(true);
  expect(table).toContain(region.siteName);
}, 60_000);

it('the township saves the signed report, and the one that goes along with a patient, each under a name of its own', async () => {
  const hospital = await region.addSite({ name: '市人民医院', tier: 'city', phone: '0728-0120' }, '高峰');
  const { taskId } = await readAndSign(region.reader, exam, '窦性心律。').then(() =>
    taskInState(region.clinic, exam, 'delivered'),
  );
  const [report] = await reportsAt(region.clinic, exam);
  if (report === undefined) throw new Error('no report came home');
  await township
    .locator('article[data-task]', { hasText: exam.order.patient.name })
    .locator('[data-open-report]')
    .click();
  await township.locator('[data-report] a[download]').click();
  const pdf = await saved(`report-${report.reportId}-1.pdf`);
  expect(createHash('sha256').update(pdf).digest('hex')).toBe(report.report.pdfSha256);

  const sent = await unwrap(
    region.clinic.window.station.referrals.send({
      taskId,
      reportId: report.reportId,
      version: report.version,
      toSiteId: hospital.siteId as SiteId,
      green: false,
      reason: '上转',
      contact: { name: region.nurse.name, phone: '0728-3322' },
    }),
  );
  await township.keyboard.press('F3');
  await township.locator('[data-referral-pdf]').click();
  expect(await saved(`referral-${sent.referralId}.pdf`)).toEqual(pdf);
  expect(await said()).toEqual([]);
}, 180_000);

it('a file that is not saved is said', async () => {
  await township.keyboard.press('F1');
  await township
    .locator('article[data-task]', { hasText: exam.order.patient.name })
    .locator('[data-open-report]')
    .click();
  await township.locator('[data-report] a[download]').waitFor();
  const before = readdirSync(folder);
  await region.clinic.program.kill();
  await township.locator('[data-report] a[download]').click();
  await expect.poll(said).toHaveLength(1);
  const [words] = await said();
  expect(words?.message).toMatch(/^文件未能保存。$|^The file was not saved\.$/);
  expect(words?.detail).toContain('.pdf');
  expect(readdirSync(folder)).toEqual(before);
}, 60_000);
