/** An ECG and a Holter passed to a colleague, in two windows: paper, leads, filters, calipers, place in time and half a sentence go along. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#shared/study/task.ts';
import { holterDay } from '../builders/holter-day.ts';
import { bringRecordingToWaiting, bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;

describe('a tracing passed to a colleague', () => {
  let region: Region;
  let second: StationRig;
  let pages: WindowPages;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    second = (await region.addReader('赵敏')).station;
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  /** All that a reader has before him: choices, numbers, every pixel of the paper. */
  const paperOf = (page: Page) =>
    page.evaluate(() => ({
      choices: [
        ...document.querySelectorAll<HTMLInputElement>('[role="toolbar"] input, [role="toolbar"] select'),
      ].map((field) => field.value),
      calipers: [...document.querySelectorAll('button[aria-pressed] > b')].map(
        (one) => one.parentElement?.textContent,
      ),
      filters: document.querySelector('[data-filter-band]')?.textContent,
      place: document.querySelector<HTMLElement>('[data-place]')?.dataset.place,
      theme: document.querySelector<HTMLElement>('[data-theme]:has(canvas)')?.dataset.theme,
      drawn: [...document.querySelectorAll<HTMLCanvasElement>('[data-theme] canvas')].map((layer) =>
        layer.toDataURL(),
      ),
      findings: document.querySelector<HTMLTextAreaElement>('textarea[name="findings"]')?.value,
    }));

  /** Half of the promise may be used up by now: what the room says of it takes height from the paper. */
  const hideNotices = (page: Page) =>
    page.evaluate(() => {
      for (const notice of document.querySelectorAll<HTMLElement>('[data-state] > [role="status"]'))
        notice.style.display = 'none';
    });

  const openAt = async (station: StationRig, { taskId }: Task): Promise<Page> => {
    const page = await pages.open(station);
    page.setDefaultTimeout(patient);
    await page.locator(`[data-task="${taskId}"][role="option"]`).waitFor();
    return page;
  };
  const claimBy = async (page: Page, { taskId }: Task): Promise<void> => {
    await page.locator(`[data-task="${taskId}"][role="option"]`).click();
    await page.keyboard.press('Enter');
    await page.locator('textarea[name="findings"]').waitFor();
  };
  const press = async (page: Page, ...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const passToSecond = async (giver: Page): Promise<void> => {
    await giver.keyboard.press('Control+g');
    await giver.locator('[data-colleague="赵敏"]').click();
    await giver.locator('[data-baton-band="mine"]').waitFor();
  };

  it('an ECG lies as it lay, with what was measured after it was held out', async () => {
    const exam = examFor('baton-ecg');
    const task = await bringToWaiting(region, exam);
    await taskInState(second, exam, 'waiting');
    const giver = await openAt(region.reader, task);
    const taker = await openAt(second, task);
    await claimBy(giver, task);
    await giver.locator('[data-analysis="done"]').waitFor();
    await giver.locator('textarea[name="findings"]').fill('窦性心律,胸前导联');
    await giver.locator('[data-draft-state="saved"]').waitFor();
    const paper = giver.locator('section[tabindex="0"]:has(canvas)');
    await hideNotices(giver);
    await paper.focus();
    // 6×2 on dark paper, twice the height, the notch, two calipers that nobody is moving.
    await press(
      giver,
      '2',
      'g',
      '+',
      'n',
      't',
      'ArrowRight',
      'Shift+ArrowRight',
      'v',
      'Shift+ArrowUp',
      'Escape',
    );
    const before = await paperOf(giver);
    expect(before.calipers).toHaveLength(2);
    expect(before.theme).toBe('dark');
    await screenshotAt(giver, 'baton-ecg-01-left-zh-1366');

    await passToSecond(giver);
    await paper.focus();
    await press(giver, 't', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Escape');
    const since = await paperOf(giver);
    expect(since.calipers).toHaveLength(3);
    for (const _ of [1, 2]) await giver.waitForResponse((answer) => answer.url().includes('renewBaton'));
    await screenshotAt(giver, 'baton-ecg-02-held-out-zh-1366');
    await taker.locator('[data-take-baton]').waitFor();
    await taker.keyboard.press('Alt+f');
    await taker.locator('textarea[name="findings"]').waitFor();
    await taker.locator('[data-analysis="done"]').waitFor();
    await expect
      .poll(async () => (await paperOf(taker)).calipers, { timeout: patient })
      .toEqual(since.calipers);
    await screenshotAt(taker, 'baton-ecg-03-taken-zh-1366');
    // The third caliper goes: what is left is what lay there before any band took room, to the pixel.
    const there = taker.locator('section[tabindex="0"]:has(canvas)');
    await there.focus();
    await taker
      .locator('button[aria-pressed]', { has: taker.locator('b') })
      .last()
      .click();
    await there.focus();
    await press(taker, 'Delete', 'Escape');
    await expect
      .poll(
        async () => {
          await hideNotices(taker);
          return paperOf(taker);
        },
        { timeout: patient },
      )
      .toEqual(before);
    await giver.locator('textarea[name="findings"]').waitFor({ state: 'detached' });
    await giver.context().close();
    await taker.context().close();
  }, 600_000);

  it('a Holter lies at its second, with its lead, its paper and its caliper', async () => {
    const exam = examFor('baton-holter');
    const { bytes } = holterDay(1, exam.order.patient.id);
    const { exam: arrived, task } = await bringRecordingToWaiting(region, exam, bytes);
    await taskInState(second, arrived, 'waiting');

    const giver = await openAt(region.reader, task);
    const taker = await openAt(second, task);
    await second.window.station.settings.set({ language: 'en' });
    await taker.reload();
    for (const page of [giver, taker]) await page.setViewportSize({ width: 1920, height: 1080 });
    await claimBy(giver, task);
    await giver.locator('[data-whole="true"]').waitFor();
    const paper = giver.locator('[data-long]');
    await paper.focus();
    // One lead alone, faster, higher, on dark paper, ten pages on, with a caliper.
    await press(giver, '7', 'r', '.', '+', 'g', ...Array.from({ length: 10 }, () => 'PageDown'));
    await giver.locator('[data-whole="true"]').waitFor();
    await press(giver, 't', 'Shift+ArrowRight', 'Escape');
    const before = await paperOf(giver);
    expect(Number(before.place)).toBeGreaterThan(30);
    expect(before.calipers).toHaveLength(1);
    await screenshotAt(giver, 'baton-ecg-04-holter-zh-1920');

    // Put aside and taken up again, it lies there still.
    await press(giver, 'Escape');
    await giver.locator('[data-tab="mine"]').click();
    await claimBy(giver, task);
    await expect.poll(async () => (await paperOf(giver)).place, { timeout: patient }).toBe(before.place);
    await passToSecond(giver);
    await taker.locator('[data-take-baton]').waitFor();
    await taker.keyboard.press('Alt+f');
    await taker.locator('textarea[name="findings"]').waitFor();
    await taker.locator('[data-whole="true"]').waitFor();
    // His window speaks English; the lead, its gain and its speed come first among the choices.
    const told = ({ place, theme, calipers, choices }: typeof before) => ({
      place,
      theme,
      calipers: calipers.map((text) => text?.replace('次/分', 'bpm')),
      choices: choices.slice(0, 3),
    });
    await expect.poll(async () => told(await paperOf(taker)), { timeout: patient }).toEqual(told(before));
    await screenshotAt(taker, 'baton-ecg-05-holter-taken-en-1920');
    expect(pages.violations).toEqual([]);
  }, 600_000);
});
