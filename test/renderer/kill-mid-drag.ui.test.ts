/** kill -9 of the reader's station while a handle of a measurement is dragged in the window: what is found again is at most a second behind. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, startRegion } from '../rig/region.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;
let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 300_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: patient });
}

async function openCase(page: Page, taskId: string): Promise<void> {
  page.setDefaultTimeout(patient);
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-pane="0"][data-image]').waitFor();
  await page.locator('textarea[name="findings"]').waitFor();
}

const lineIn = (page: Page) => page.locator('[data-mark][data-tool="length"]');
/** What the line says of itself: it changes with every pixel its end is moved. */
const lengthIn = async (page: Page): Promise<string> =>
  /[\d.]+ mm/.exec((await lineIn(page).locator('text').allTextContents()).join(' '))?.[0] ?? '';

it('keeps every change of a measurement that is older than a second, and the measurement can be dragged on', async () => {
  const { taskId } = await bringToWaiting(region, examFor('kill-mid-drag', 'dr'));
  const { marks } = region.reader.window.station.reading;
  const page = await pages.open(region.reader);
  await openCase(page, taskId);
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  const y = box.y + box.height / 2;
  const from = box.x + box.width / 2 - 150;
  const to = from + 60;
  await page.keyboard.press('l');
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move(to - 20, y, { steps: 4 });
  await page.mouse.move(to, y, { steps: 4 });
  await page.mouse.up();
  await soon(() => lengthIn(page)).not.toBe('');
  await soon(async () => {
    const kept = await marks({ taskId });
    return kept.ok ? (kept.value?.measurements.length ?? 0) : 0;
  }).toBe(1);

  // The end of the line is taken hold of and drawn on and on; in the middle of that the station is gone.
  const changes: { readonly said: string; readonly at: number }[] = [];
  await page.mouse.move(to, y);
  await page.mouse.down();
  let killedAt = 0;
  let killed: Promise<void> | null = null;
  const begunAt = Date.now();
  for (let step = 1; step <= 260 && (killedAt === 0 || Date.now() - killedAt < 300); step += 1) {
    await page.mouse.move(to + step, y);
    const said = await lengthIn(page);
    if (changes.at(-1)?.said !== said) changes.push({ said, at: Date.now() });
    if (killed === null && changes.length > 20 && Date.now() - begunAt > 2000) {
      killedAt = Date.now();
      killed = region.reader.program.kill();
    }
  }
  await killed;
  expect(killedAt).toBeGreaterThan(0);
  // Said in words, over the picture, which has not moved under the hand.
  await page.locator('[data-marks-unkept]', { hasText: '与本站服务失去联系' }).waitFor();
  expect(await page.locator('[data-pane="0"]').boundingBox()).toEqual(box);
  await screenshotAt(page, 'kill-mid-drag-01-dragging');
  await page.close();

  await region.reader.start();
  const again = await pages.open(region.reader);
  again.setDefaultTimeout(patient);
  await again.locator('[data-tab="mine"]').click();
  await openCase(again, taskId);
  await soon(() => lineIn(again).count()).toBe(1);
  await soon(() => lengthIn(again)).not.toBe('');
  const found = await lengthIn(again);
  await screenshotAt(again, 'kill-mid-drag-02-found');
  const foundAt = changes.findIndex(({ said }) => said === found);
  expect(foundAt).toBeGreaterThanOrEqual(0);
  // The first change that is not there any more was made less than a second before the kill.
  const lost = changes[foundAt + 1]?.at ?? killedAt;
  expect(killedAt - lost).toBeLessThanOrEqual(1000);

  // What was found can be drawn on: its end is taken hold of, moved, and kept where it is let go.
  const end = await lineIn(again).locator('circle').last().boundingBox();
  if (!end) throw new Error('no handle');
  await again.mouse.move(end.x + end.width / 2, end.y + end.height / 2);
  await again.mouse.down();
  await again.mouse.move(end.x + 10, end.y + 60, { steps: 6 });
  await again.mouse.up();
  await soon(() => lengthIn(again)).not.toBe(found);
  const length = Number.parseFloat(await lengthIn(again));
  await soon(async () => {
    const kept = await region.reader.window.station.reading.marks({ taskId });
    const [line] = kept.ok ? (kept.value?.measurements ?? []) : [];
    return Math.abs((line?.quantities[0]?.value ?? 0) - length);
  }).toBeLessThan(0.1);
}, 600_000);
