/** Sign with one key, and the next case opens (journey step 10): its room is built behind while the PIN is typed, and nobody sees whose it is before. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../../../practice/exam.ts';
import { generateExam } from '../../../../practice/generate-exam.ts';
import { bringToWaiting, claim, sign, write } from '../../../rig/line.ts';
import { pinOf, type Region, type StationRig, startRegion, taskInState } from '../../../rig/region.ts';
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

const ecg = (seed: string): Exam =>
  generateExam({ seed, kind: 'ecg', scenario: 'ecg/sinus', now: new Date() });
const roomOf = (page: Page, taskId: string) =>
  page.locator(`[data-task="${taskId}"][data-state]:not([role])`);

/** Claims the first case by key and writes its report. */
async function readFirst(page: Page, exam: Exam, impression: string): Promise<void> {
  const row = page.locator('[data-task][role="option"]', { hasText: exam.order.patient.name }).first();
  await row.waitFor();
  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('textarea[name="impression"]').fill(impression);
  await page.locator('[data-draft-state="saved"]').waitFor();
}

async function openSignDialog(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-sign-dialog]').waitFor();
}

async function signAndGoOn(page: Page): Promise<void> {
  await page.waitForTimeout(700);
  await page.locator('[data-sign-dialog] input').first().click();
  await page.keyboard.type(pinOf);
  await page.keyboard.press('Control+Enter');
}

/** Marks the room that is built behind, so that it is known again. */
const tagAhead = (page: Page) =>
  page.locator('[data-ahead]').evaluate((room) => room.setAttribute('data-tagged', ''));

/** The room's picture has something on it. */
const inked = (page: Page, taskId: string) =>
  page.waitForFunction((id) => {
    const room = document.querySelector(`[data-task="${id}"][data-state]:not([role])`);
    const canvas = room?.querySelector<HTMLCanvasElement>(
      'canvas[data-layer=trace], canvas.cornerstone-canvas',
    );
    const context = canvas?.getContext('2d');
    if (!canvas || !context || canvas.width < 300) return false;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const isTrace = canvas.dataset.layer === 'trace';
    return data.some((value, index) =>
      isTrace ? index % 4 === 3 && value > 90 : index % 4 === 0 && value > 48,
    );
  }, taskId);

describe('the next case', () => {
  it('is built behind while the PIN is typed: unseen, not recorded, and it takes nothing from the report', async () => {
    const [first, next] = [ecg('next-first'), ecg('next-second')];
    await bringToWaiting(region, first);
    const page = await pages.open(region.reader);
    await readFirst(page, first, '窦性心律');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const { taskId } = await bringToWaiting(region, next);
    await page.locator('[data-machine-statements]').waitFor();
    const stated = await page.locator('[data-machine-statements]').innerText();
    // Its bytes come by themselves.
    await page.waitForTimeout(2000);
    expect(await page.locator('[data-ahead]').count()).toBe(0);
    await openSignDialog(page);
    const ahead = page.locator(`[data-ahead="${taskId}"]`);
    await ahead.waitFor({ state: 'attached' });
    expect(await ahead.isVisible()).toBe(false);
    expect(await ahead.getAttribute('inert')).not.toBeNull();
    await screenshotAt(page, 'next-case-1-sign');
    // In the room that is read; that it has come may be told beside it.
    for (const name of await page.locator('main').getByText(next.order.patient.name).all())
      expect(await name.isVisible()).toBe(false);

    // Cancelled, it goes, and the report is bound to its own tracing as before.
    await page.keyboard.press('Escape');
    await ahead.waitFor({ state: 'detached' });
    expect(await page.locator('[data-machine-statements]').innerText()).toBe(stated);

    await openSignDialog(page);
    await ahead.waitFor({ state: 'attached' });
    await page.waitForTimeout(1000);
    await tagAhead(page);
    const ofNext = /reading\/(open|markShown)|worklist\/(claim|next)/;
    expect(asked.filter((url) => /worklist\/(claim|next)/.test(url))).toEqual([]);
    await signAndGoOn(page);
    await roomOf(page, taskId).waitFor();
    await inked(page, taskId);
    expect(await page.locator('[data-tagged]').isVisible()).toBe(true);
    expect(await page.locator('[data-banner]').innerText()).toContain(next.order.patient.name);
    expect(asked.some((url) => ofNext.test(url))).toBe(true);
    await page.locator('textarea[name="impression"]').waitFor();
    await page.locator('[data-machine-statements]').waitFor();
    await screenshotAt(page, 'next-case-2-open');
    expect((await taskInState(region.reader, next, 'reading')).holder?.name).toBe(region.doctor.name);
    await taskInState(region.reader, first, 'signed', 'delivered');

    // It was looked at once it was seen: nothing unseen is in the way of its signature.
    await write(region.reader, next, '窦性心律');
    await sign(region.reader, next);
  }, 240_000);

  it('is another one where a colleague was faster: that one opens, and of the one that was built nothing is shown', async () => {
    const [first, lost, dealt] = [ecg('next-a'), ecg('next-b'), ecg('next-c')];
    await bringToWaiting(region, first);
    const page = await pages.open(region.reader);
    await readFirst(page, first, '窦性心律');
    const { taskId } = await bringToWaiting(region, lost);
    const { taskId: other } = await bringToWaiting(region, dealt);
    await page.waitForTimeout(2000);
    await openSignDialog(page);
    await page.locator(`[data-ahead="${taskId}"]`).waitFor({ state: 'attached' });
    await claim(second, lost);
    await signAndGoOn(page);
    await roomOf(page, other).waitFor();
    await inked(page, other);
    expect(await page.locator('[data-banner]').innerText()).toContain(dealt.order.patient.name);
    expect(await roomOf(page, taskId).count()).toBe(0);
    expect(await page.locator('[data-ahead]').count()).toBe(0);
  }, 240_000);

  it('by F6 from the list is the room that was built behind it', async () => {
    const exam = ecg('next-f6');
    const page = await pages.open(region.reader);
    const { taskId } = await bringToWaiting(region, exam);
    await page.locator(`[data-task="${taskId}"][role="option"]`).click();
    await page.locator(`[data-ahead="${taskId}"]`).waitFor({ state: 'attached' });
    await page.waitForTimeout(1000);
    await tagAhead(page);
    await page.keyboard.press('F6');
    await roomOf(page, taskId).waitFor();
    await inked(page, taskId);
    expect(await page.locator('[data-tagged]').isVisible()).toBe(true);
    await page.locator('textarea[name="impression"]').waitFor();
    await claimedByReader(exam);
  }, 240_000);

  it('of images opens as it lies ready', async () => {
    const first = ecg('next-images');
    const images = generateExam({
      seed: 'next-dr',
      kind: 'dr',
      scenario: 'dr-chest/normal',
      now: new Date(),
    });
    await bringToWaiting(region, first);
    const page = await pages.open(region.reader);
    await readFirst(page, first, '窦性心律');
    const { taskId } = await bringToWaiting(region, images);
    await page.waitForTimeout(2500);
    await openSignDialog(page);
    await page.locator(`[data-ahead="${taskId}"] [data-image]`).waitFor({ state: 'attached' });
    await tagAhead(page);
    await signAndGoOn(page);
    await roomOf(page, taskId).waitFor();
    await inked(page, taskId);
    expect(await page.locator('[data-tagged]').isVisible()).toBe(true);
    await page.locator('textarea[name="impression"]').waitFor();
    await screenshotAt(page, 'next-case-3-images');
    // Shown, therefore signable.
    await write(region.reader, images, '双肺未见异常');
    await expect.poll(async () => (await blocksOf(images)).includes('images-unseen')).toBe(false);
  }, 240_000);

  it('threw nothing and broke no content security policy', () => {
    expect(pages.violations).toEqual([]);
  });
});

async function claimedByReader(exam: Exam): Promise<void> {
  expect((await taskInState(region.reader, exam, 'reading')).holder?.name).toBe(region.doctor.name);
}

async function blocksOf(exam: Exam): Promise<readonly string[]> {
  const { taskId } = await taskInState(region.reader, exam);
  const openStudies = [exam.studyInstanceUid];
  const facts = await region.reader.window.station.signing.prepare({ taskId, openStudies });
  return facts.ok ? facts.value.blocks.map(({ code }) => code) : [facts.failure.code];
}
