/** The sign dialog in Chromium names series that were never opened; what a colleague marked on a prior is seen beside the study, and links to it by key. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInKeymap } from '#shared/contract/keymap.ts';
import type { HangingProtocol } from '#shared/study/hanging-protocol.ts';
import type { Exam } from '../../../../practice/exam.ts';
import { bringToWaiting, examFor, readWhole, sign, write } from '../../../rig/line.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

const patient = 90_000;
let region: Region;
let pages: WindowPages;
beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => T) {
  return expect.poll(ask, { timeout: patient });
}

async function openCase(page: Page, taskId: string): Promise<void> {
  await page.locator(`[data-task="${taskId}"][role="option"]`).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-sign="final"]').waitFor();
  await page.locator('[data-pane="0"][data-image]').waitFor();
}

const first = examFor('unseen-series', 'mr');

it('names the series that were never opened, with how many of each were', async () => {
  // His own layout: one viewport, so that the other series hang nowhere.
  const alone: HangingProtocol = {
    name: 'alone',
    label: { 'zh-CN': '单窗口', en: 'Alone' },
    unit: 'series',
    layout: '1x1',
    study: [{ of: 'modality', in: ['MR'], weight: 100, required: true }],
    panes: [{ rules: [], required: true }],
  };
  await unwrap(region.reader.window.station.settings.setKeymap({ ...builtInKeymap, hangings: [alone] }));
  const { taskId } = await bringToWaiting(region, first);
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  await openCase(page, taskId);
  const opened = await unwrap(region.reader.window.station.reading.open({ taskId }));
  const series = opened.study.series.filter(({ instances }) =>
    instances.some(({ frames }) => frames !== null),
  );
  expect(series.length).toBeGreaterThan(1);
  // One mark, and the pictures of one pane.
  await page.keyboard.press('l');
  const box = await page.locator('[data-pane="0"]').boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x - 50, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 6, { steps: 4 });
  await page.mouse.move(x + 50, y + 12, { steps: 4 });
  await page.mouse.up();
  await soon(() => page.locator('[data-mark][data-tool="length"]').count()).toBe(1);
  await page.keyboard.press('Shift+S');
  await page.getByText('已保存').first().waitFor();
  await write(region.reader, first, first.finding.impression['zh-CN']);
  await page.reload();
  await page.locator('[data-tab="mine"]').click();
  await openCase(page, taskId);
  await page.locator('[data-sign="final"]').click();
  const unseen = page.locator('[data-block="images-unseen"] [data-unseen-series]');
  await unseen.first().waitFor();
  const named = await unseen.allInnerTexts();
  // Whatever hung in no pane is told with nothing of it shown.
  const hung = new Set(
    await page
      .locator('[data-pane]')
      .evaluateAll((panes) => panes.map((pane) => (pane as HTMLElement).dataset.image ?? '')),
  );
  for (const one of series) {
    const counted = one.instances.length;
    const line = named.find((text) => text.includes(one.description));
    const isHung = one.instances.some(({ sopInstanceUid }) => hung.has(sopInstanceUid));
    if (!isHung) expect(line, one.description).toContain(`0 / ${counted}`);
    else if (line !== undefined) expect(line).not.toContain(`0 / ${counted}`);
  }
  expect(named.some((text) => / 0 \/ /.test(text))).toBe(true);
  await screenshotAt(page, 'unseen-1-dialog-zh-1366');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, 'unseen-2-dialog-zh-1920');
  await page.context().close();
  await readWhole(region.reader, first);
  await sign(region.reader, first);
}, 300_000);

it('shows what was marked on the prior beside the study, and scrolls both by one key', async () => {
  const later = examFor('unseen-later', 'mr');
  const second: Exam = { ...later, order: { ...later.order, patient: first.order.patient } };
  await placeOrder(region, second);
  await pushWithDcmtk(region, second);
  const held = await taskInState(region.clinic, second, 'arriving', 'waiting');
  if (!held.identity.settled)
    await unwrap(region.clinic.window.station.intake.settleIdentity({ taskId: held.taskId, same: true }));
  const { taskId } = await taskInState(region.reader, second, 'waiting');
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(patient);
  await openCase(page, taskId);
  await page.locator('[data-compare-foremost]').waitFor();
  await page.keyboard.press('Alt+p');
  const prior = page.locator('[data-comparison]');
  await prior.locator('[data-pane="0"][data-image]').waitFor();
  await prior.locator('[data-mark][data-tool="length"]').waitFor();
  await screenshotAt(page, 'unseen-3-prior-mark-zh-1366');
  const own = page.locator('section:not([data-comparison]) [data-pane="0"]').first();
  const image = (pane: typeof own) => pane.getAttribute('data-image');
  const compared = prior.locator('[data-pane="0"]');
  const [ownBefore, priorBefore] = [await image(own), await image(compared)];
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await soon(() => image(own)).not.toBe(ownBefore);
  await soon(() => image(compared)).not.toBe(priorBefore);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await soon(() => prior.locator('.yz-link-note').first().innerText()).toContain('手动配准');
  await screenshotAt(page, 'unseen-4-prior-linked-zh-1920');
  expect(pages.violations).toEqual([]);
  await page.context().close();
}, 300_000);
