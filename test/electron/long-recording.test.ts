/** A recording of an hour in the packed program: its overview, its stretches and its events all come through the shell's own scheme. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holterDay } from '../builders/holter-day.ts';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';
import { bringRecordingToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { screenshotAt, signInByHand } from '../rig/window-journey.ts';

let region: Region;
let shell: LaunchedElectron;

beforeAll(async () => {
  region = await startRegion();
  shell = await launchElectron({ station: region.reader.place });
  await signInByHand(shell.page, region.doctor.name, region.doctor.secret);
}, 240_000);
afterAll(async () => {
  await shell?.stop();
  await region?.stop();
});

it('is drawn, analysed and walked through', async () => {
  const { page } = shell;
  page.setDefaultTimeout(60_000);
  const exam = examFor('electron-holter');
  const day = holterDay(1, exam.order.patient.id);
  const { task } = await bringRecordingToWaiting(region, exam, day.bytes);
  await page.locator(`[data-task="${task.taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-whole="true"]').waitFor();
  await page.locator('[data-long-analysis="done"]').waitFor();
  await page.locator('[data-long]').focus();
  await page.keyboard.press('PageDown');
  await page.locator('[data-whole="true"]').waitFor();
  const place = await page.locator('[data-place]').getAttribute('data-place');
  expect(Number(place)).toBeGreaterThan(0);
  await screenshotAt(page, 'electron-holter');
}, 180_000);
