/** An ECG that lies ready opens at once (journey step 7): what can be done before the exchange has given the claim, and when it refuses. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { bringToWaiting, claim, examFor } from '../../../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../../../rig/region.ts';
import type { PageSize } from '../../../rig/station-page.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;
let second: StationRig;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
  second = (await region.addReader('赵敏')).station;
}, 300_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

/** A window whose next claim is held back until `let go`, with the exam ready in its memory. */
async function withHeldClaim(
  exam: Exam,
  watch: (page: Page) => void = () => undefined,
  size?: PageSize,
): Promise<{ page: Page; letGo: () => Promise<void> }> {
  const page = await pages.open(region.reader, size);
  watch(page);
  const held: Route[] = [];
  await page.route(/\/worklist\/claim$/, (route) => {
    held.push(route);
  });
  const fetched = page.waitForEvent('requestfinished', (request) => request.url().includes('/objects/'));
  await bringToWaiting(region, exam);
  await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
  await fetched;
  // Its bytes are here; reading them takes the window a moment more.
  await page.waitForTimeout(1000);
  return {
    page,
    letGo: async () => {
      await expect.poll(() => held.length).toBe(1);
      await held[0]?.continue();
    },
  };
}

const inked = (page: Page) =>
  page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-task] canvas[data-layer=trace]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return false;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 90);
  });

describe('an ECG that lies ready', () => {
  it('has its room built behind the list, unseen, unheard and not recorded as looked at', async () => {
    const exam = examFor('claim-in-room-behind');
    const asked: string[] = [];
    const { page } = await withHeldClaim(exam, (one) =>
      one.on('request', (request) => asked.push(request.url())),
    );
    const { taskId } = await taskInState(region.reader, exam);
    const room = page.locator(`[data-ahead="${taskId}"]`);
    await room.waitFor({ state: 'attached' });
    expect(await room.isVisible()).toBe(false);
    expect(await room.getAttribute('inert')).not.toBeNull();
    // Its keys are the list's.
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(1500);
    expect(await page.locator('[data-sign-dialog], [data-report-panel]').count()).toBe(0);
    expect(asked.filter((url) => /reading\/(open|markShown)|worklist\/claim/.test(url))).toEqual([]);
    await page.locator('[data-tab="waiting"]').waitFor();
    await screenshotAt(page, 'claim-in-room-behind-zh-1366');
  }, 240_000);

  it('shows its trace before the claim is given; nothing is written, stated or compared until then', async () => {
    const exam = examFor('claim-in-room');
    const { page, letGo } = await withHeldClaim(exam);
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    await inked(page);
    await page.locator('[data-analysis="done"]').waitFor();
    await expect.poll(() => page.locator('[data-claiming]').innerText()).toBe('正在接诊…');
    const absent =
      'textarea, [data-report-panel], [data-machine-statements], [data-normal-ecg], [data-sign], [data-priors], [data-raise-critical]';
    expect(await page.locator(absent).count()).toBe(0);
    expect(await page.locator('[data-analysis="done"]').innerText()).not.toContain('窦性');
    expect((await taskInState(region.reader, exam)).state).toBe('waiting');
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('[data-sign-dialog]').count()).toBe(0);
    await screenshotAt(page, 'claim-in-room-waiting-zh-1366');
    const paper = await page.locator('canvas[data-layer=trace]').boundingBox();

    await letGo();
    await page.locator('textarea[name="impression"]').waitFor();
    await page.locator('[data-machine-statements]').waitFor();
    await page.locator('[data-priors]').waitFor();
    expect(await page.locator('[data-claiming]').count()).toBe(0);
    expect((await taskInState(region.reader, exam)).holder?.name).toBe(region.doctor.name);
    // The tracing stands where it stood.
    expect(await page.locator('canvas[data-layer=trace]').boundingBox()).toEqual(paper);
  }, 240_000);

  it('closes again when another doctor was first, and says who holds it', async () => {
    const exam = examFor('claim-in-room-refused');
    const { page, letGo } = await withHeldClaim(exam);
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    await inked(page);
    await claim(second, exam);
    await letGo();
    await page.locator('[data-tab="waiting"]').waitFor();
    await page.getByText(/赵敏/).first().waitFor();
    expect(await page.locator('[role="alert"]', { hasText: '赵敏' }).first().innerText()).toMatch(/赵敏/);
    expect(await page.locator('textarea').count()).toBe(0);
    expect((await taskInState(region.reader, exam)).holder?.name).toBe('赵敏');
    await screenshotAt(page, 'claim-in-room-refused-zh-1366');
  }, 240_000);

  it('says in English what it waits for, and the report comes with the claim', async () => {
    const { settings } = region.reader.window.station;
    await unwrap(settings.set({ language: 'en' }));
    const exam = examFor('claim-in-room-english');
    const wide = { width: 1920, height: 1080 };
    const { page, letGo } = await withHeldClaim(exam, undefined, wide);
    await screenshotAt(page, 'claim-in-room-behind-en-1920');
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    await inked(page);
    await expect.poll(() => page.locator('[data-claiming]').innerText()).toBe('Claiming…');
    await screenshotAt(page, 'claim-in-room-waiting-en-1920');
    await letGo();
    await page.locator('textarea[name="impression"]').waitFor();
    await page.locator('[data-machine-statements]').waitFor();
    await screenshotAt(page, 'claim-in-room-given-en-1920');
    await unwrap(settings.set({ language: 'zh-CN' }));
  }, 240_000);
});
