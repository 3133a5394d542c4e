/** 请求重拍 as both ends see it, in Chromium: asked with a reason, told what to do, declined or retaken. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateImageOf } from '../rig/late-image.ts';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

describe('a retake', () => {
  let region: Region;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  }, 240_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  it('is asked for by the reader, read at the township, and its new image opens the second attempt, also when programs die', async () => {
    const exam = examFor('retake-window', 'dr');
    const { taskId } = await bringToWaiting(region, exam);
    const reader = await pages.open(region.reader);
    await reader.locator(`[data-task="${taskId}"][role="option"]`).click();
    await reader.keyboard.press('Enter');
    await reader.locator('[data-retake]').click({ timeout: 60_000 });
    const dialog = reader.locator('[data-retake-dialog]');
    await dialog.locator('[data-retake-reason]').first().click();
    await reader.getByRole('option', { name: '未包全或体位不正' }).click();
    await screenshotAt(reader, 'retake-1-dialog-zh-1366');
    await reader.locator('[data-confirm-retake]').click();
    const clinic = await pages.open(region.clinic, { width: 1920, height: 1080 });
    await clinic.locator('[data-nav="tracking"]').click();
    const card = clinic.locator(`article[data-task="${taskId}"]`);
    await card.locator('[data-retake-open]').waitFor({ timeout: 30_000 });
    expect(await card.innerText()).toContain('李明 请求重拍:未包全或体位不正。请摆正体位、包全部位后重拍');
    await screenshotAt(clinic, 'retake-2-township-zh-1920');
    await clinic.context().close();
    await reader.context().close();

    await region.crashExchange();
    await pushWithDcmtk(region, lateImageOf(exam));
    await region.clinic.crash();
    const next = await taskInState(region.reader, exam, 'waiting');
    expect(next).toMatchObject({ attempt: { number: 2, of: taskId }, clock: { pausedMs: 0 } });
    await taskInState(region.clinic, exam, 'retaken');

    // Asked again, and this time the township cannot.
    await until('the claim', async () =>
      (await region.reader.window.station.worklist.claim({ taskId: next.taskId })).ok ? true : null,
    );
    const again = { taskId: next.taskId, reason: 'motion' as const, note: '' };
    await unwrap(region.reader.window.station.worklist.retake(again));
    await until('the request', async () => {
      const asked = { taskId: next.taskId, reason: '患者已离开' };
      return (await region.clinic.window.station.intake.declineRetake(asked)).ok ? true : null;
    });
    const going = await taskInState(region.reader, exam, 'waiting');
    expect(going.retake?.declined).toMatchObject({ name: region.nurse.name, reason: '患者已离开' });
    expect(going.clock.pausedAt).toBeNull();
  }, 240_000);
});
