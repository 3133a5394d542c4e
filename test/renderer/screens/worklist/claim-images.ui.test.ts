/** Images that lie ready hang behind the list (journey step 7): nothing of them counts as shown until they are, and their key only shows them. */
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { bringToWaiting, claim, examFor } from '../../../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../../../rig/region.ts';
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

interface Hung {
  readonly page: Page;
  readonly taskId: Awaited<ReturnType<typeof taskInState>>['taskId'];
  /** What the page asked the station for, from its start. */
  readonly asked: readonly string[];
  readonly letGo: () => Promise<void>;
}

/** A window whose next claim is held back until `letGo`, with the exam in its list and chosen; `prepare` is called before it arrives. */
async function withHeldClaim(
  exam: Exam,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Hung> {
  const page = await pages.open(region.reader);
  const asked: string[] = [];
  const held: Route[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.route(/\/worklist\/claim$/, (route) => {
    held.push(route);
  });
  await prepare(page);
  await bringToWaiting(region, exam);
  await page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first().click();
  const { taskId } = await taskInState(region.reader, exam);
  return {
    page,
    taskId,
    asked,
    letGo: async () => {
      await expect.poll(() => held.length).toBe(1);
      await held[0]?.continue();
    },
  };
}

/** The same with its room built behind the list and its picture drawn. */
async function withRoomBehind(exam: Exam): Promise<Hung> {
  const hung = await withHeldClaim(exam);
  await hung.page
    .locator(`[data-ahead="${hung.taskId}"] [data-image]`)
    .first()
    .waitFor({ state: 'attached', timeout: 60_000 });
  return hung;
}

/** The same with nothing of it in the window's memory: what it would get ready by itself is kept from it until its key. */
async function withNothingReady(exam: Exam): Promise<Hung> {
  const hung = await withHeldClaim(exam, (page) => page.route('**/reading/ahead', (route) => route.abort()));
  await expect.poll(() => hung.asked.some((url) => url.includes('/reading/ahead'))).toBe(true);
  await expect
    .poll(async () => (await taskInState(region.reader, exam)).held.objects)
    .toBe(exam.objects.length);
  await hung.page.waitForTimeout(1500);
  expect(hung.asked.filter((url) => url.includes('/objects/'))).toEqual([]);
  await hung.page.unroute('**/reading/ahead');
  return hung;
}

const toldShown = (asked: readonly string[]): number =>
  asked.filter((url) => /reading\/markShown/.test(url)).length;

describe('images that lie ready', () => {
  it('hang behind the list, unseen, unheard and not recorded as looked at', async () => {
    const { page, taskId, asked } = await withRoomBehind(examFor('hung-behind', 'ct'));
    const room = page.locator(`[data-ahead="${taskId}"]`);
    expect(await room.isVisible()).toBe(false);
    const standing = await room.locator('[data-image]').first().getAttribute('data-image');
    // Their keys are the list's: no slice, no tool, no report answers.
    for (const key of ['End', 'l', 'Control+b', 'Control+Enter']) await page.keyboard.press(key);
    await page.waitForTimeout(1500);
    expect(await room.locator('[data-image]').first().getAttribute('data-image')).toBe(standing);
    expect(await room.locator('.yz-viewer').getAttribute('data-measuring')).toBeNull();
    expect(await page.locator('[data-sign-dialog], [data-report-panel]').count()).toBe(0);
    expect(asked.filter((url) => /reading\/(open|marks?$|markShown)|worklist\/claim/.test(url))).toEqual([]);
    await page.locator('[data-tab="waiting"]').waitFor();
    await screenshotAt(page, 'claim-images-behind-zh-1366');
  }, 240_000);

  it('are there with the key, scroll and take marks while the claim is under way, and keep them once it is given', async () => {
    const exam = examFor('hung-claimed', 'ct');
    const { page, taskId, asked, letGo } = await withRoomBehind(exam);
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    const pane = page.locator(`[data-task="${taskId}"] [data-image]`).first();
    await pane.waitFor();
    const first = await pane.getAttribute('data-image');
    // What is on the screen now was looked at.
    await expect.poll(() => toldShown(asked)).toBeGreaterThan(0);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => pane.getAttribute('data-image')).not.toBe(first);
    await page.keyboard.press('l');
    await page.locator('.yz-viewer[data-measuring]').waitFor();
    const box = await pane.boundingBox();
    if (box === null) throw new Error('no pane');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x - 60, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 20, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => pane.locator('text=/\\d mm/').count()).toBeGreaterThan(0);
    await screenshotAt(page, 'claim-images-waiting-zh-1366');
    expect((await taskInState(region.reader, exam)).state).toBe('waiting');
    expect(asked.filter((url) => /reading\/(mark|marks)$/.test(url))).toEqual([]);
    expect(await page.locator('textarea, [data-sign], [data-priors], [data-raise-critical]').count()).toBe(0);

    await letGo();
    await page.locator('textarea[name="impression"]').waitFor();
    expect((await taskInState(region.reader, exam)).holder?.name).toBe(region.doctor.name);
    const kept = () => unwrap(region.reader.window.station.reading.marks({ taskId }));
    await expect.poll(async () => (await kept())?.measurements.length).toBe(1);
    await expect.poll(() => pane.locator('text=/\\d mm/').count()).toBeGreaterThan(0);
    expect(pages.violations).toEqual([]);
    await screenshotAt(page, 'claim-images-given-zh-1366');
  }, 240_000);

  it('close again when another doctor was first, and what was marked in them is kept nowhere', async () => {
    const exam = examFor('hung-refused', 'dr');
    const { page, asked, letGo } = await withRoomBehind(exam);
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    await claim(second, exam);
    await letGo();
    await page.locator('[data-tab="waiting"]').waitFor();
    await page.locator('[role="alert"]', { hasText: '赵敏' }).first().waitFor();
    expect(await page.locator('textarea').count()).toBe(0);
    expect((await taskInState(region.reader, exam)).holder?.name).toBe('赵敏');
    await page.waitForTimeout(1500);
    expect(asked.filter((url) => /reading\/(mark|marks)$/.test(url))).toEqual([]);
  }, 240_000);
});

describe('images of which nothing lies ready', () => {
  it('are on the screen while the claim is under way, and the report comes with it', async () => {
    const exam = examFor('cold-claimed', 'ct');
    const { page, taskId, asked, letGo } = await withNothingReady(exam);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const pane = page.locator(`[data-task="${taskId}"] [data-image]`).first();
    await pane.waitFor();
    await page.locator('[data-claiming]').waitFor();
    await screenshotAt(page, 'claim-images-cold-waiting-zh-1366');
    expect((await taskInState(region.reader, exam)).state).toBe('waiting');
    expect(await page.locator('textarea, [data-sign], [data-priors], [data-raise-critical]').count()).toBe(0);
    expect(asked.filter((url) => /reading\/(mark|marks)$|patients\/priors/.test(url))).toEqual([]);

    await letGo();
    await page.locator('textarea[name="impression"]').waitFor();
    expect((await taskInState(region.reader, exam)).holder?.name).toBe(region.doctor.name);
    expect(asked.filter((url) => /worklist\/claim$/.test(url))).toHaveLength(1);
  }, 240_000);

  it('close again when another doctor was first', async () => {
    const exam = examFor('cold-refused', 'dr');
    const { page, letGo } = await withNothingReady(exam);
    await page.keyboard.press('Enter');
    await page.locator('[data-claiming]').waitFor();
    await claim(second, exam);
    await letGo();
    await page.locator('[data-tab="waiting"]').waitFor();
    await page.locator('[role="alert"]', { hasText: '赵敏' }).first().waitFor();
    expect(await page.locator('textarea').count()).toBe(0);
    expect((await taskInState(region.reader, exam)).holder?.name).toBe('赵敏');
  }, 240_000);
});
