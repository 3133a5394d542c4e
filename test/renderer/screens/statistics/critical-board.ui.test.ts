/** 危急值 on the statistics screen in Chromium: an open and a closed loop with the times of their steps, the share, the file. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoticeStep } from '#shared/study/critical-notice.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { bringToWaiting, claim, examFor, readWhole } from '../../../rig/line.ts';
import { type Region, type StationRig, startRegion } from '../../../rig/region.ts';
import { until, unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 360_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

async function raise(taskId: TaskId, code: string, drill: boolean): Promise<string> {
  const evidence = { sopInstanceUid: null, sha256: null, rule: null, picture: null };
  const { critical } = region.reader.window.station;
  return (await unwrap(critical.raise({ taskId, drill, code, note: '', ...evidence }))).noticeId;
}

const step = (station: StationRig, taskId: TaskId, noticeId: string, given: NoticeStep) =>
  until(
    `step ${given.what}`,
    async () => (await station.window.station.critical.step({ taskId, noticeId, step: given })).ok,
  );

it('shows each loop with its steps, the share within ten minutes, at both ends, and gives a file', async () => {
  const exam = examFor('critical-board', 'dr');
  await bringToWaiting(region, exam);
  const { taskId } = await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  const closed = await raise(taskId, 'TPTX', false);
  await until('the notice at the township', async () =>
    (await unwrap(region.clinic.window.station.critical.notices())).notices.some(
      (one) => one.notice.deliveredAt !== null,
    ),
  );
  await step(region.clinic, taskId, closed, { what: 'opened' });
  const surname = exam.order.patient.name;
  await step(region.clinic, taskId, closed, { what: 'read-back', surname, finding: '张力性气胸' });
  await step(region.clinic, taskId, closed, { what: 'acted', action: 'treating', note: '' });
  await until('the act at the reader', async () =>
    (await unwrap(region.reader.window.station.critical.notices())).notices.some(
      (one) => one.notice.acted !== null,
    ),
  );
  await step(region.reader, taskId, closed, { what: 'closed' });
  const open = await raise(taskId, 'AD', false);
  await raise(taskId, 'TPTX', true);

  const page = await pages.open(region.reader);
  await page.locator('[data-nav="statistics"]').click();
  await page.locator('[data-view]').getByText('危急值').click();
  await page.locator(`[data-critical="${open}"]`).waitFor();
  expect(await page.locator('[data-critical]').count()).toBe(2);
  expect(await page.locator(`[data-critical="${closed}"]`).getAttribute('data-state')).toBe('closed');
  const readBack = page.locator(`[data-critical="${closed}"] [data-step="readBack"]`);
  expect(await readBack.innerText()).toMatch(/^\d+:\d\d$/);
  expect(await page.locator(`[data-critical="${open}"] [data-step="readBack"]`).innerText()).toBe('—');
  expect(await page.locator('[data-within="imaging"]').innerText()).toBe('100% (1/1)');
  await screenshotAt(page, 'critical-board-1366');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, 'critical-board-1920');

  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-csv]').click()]);
  expect(file.suggestedFilename()).toMatch(/^criticals-day-/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('张力性气胸');
  expect(text).toContain('10 分钟内复述');
  await page.context().close();

  const township = await pages.open(region.clinic);
  await township.locator('[data-nav="statistics"]').click();
  await township.locator('[data-view]').getByText('危急值').click();
  await township.locator(`[data-critical="${closed}"]`).waitFor();
  await screenshotAt(township, 'critical-board-township-1366');
  await township.context().close();

  await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
  const english = await pages.open(region.reader);
  await english.locator('[data-nav="statistics"]').click();
  await english.locator('[data-view]').getByText('Critical values').click();
  await english.locator(`[data-critical="${closed}"]`).waitFor();
  await screenshotAt(english, 'critical-board-en-1366');
  expect(pages.violations).toEqual([]);
}, 240_000);
