/** A case passed to a colleague, in two windows: he takes it by one key and finds it as it lay, viewports, windows, slices, half a sentence. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

const patient = 90_000;

describe('a case passed to a colleague', () => {
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

  /** All that a reader has before him. */
  const pictureOf = (page: Page) =>
    page.evaluate(() => ({
      panes: [...document.querySelectorAll<HTMLElement>('[data-pane]')].map((pane) => ({
        image: pane.dataset.image?.replace(/^.*objects/, '') ?? null,
        active: pane.dataset.active,
        written: [...pane.querySelectorAll('.yz-corner')].map((corner) => corner.textContent),
      })),
      grid: document.querySelector<HTMLElement>('.yz-grid')?.style.gridTemplateColumns,
      findings: document.querySelector<HTMLTextAreaElement>('textarea[name="findings"]')?.value,
    }));

  const passTo = async (page: Page, name: string): Promise<void> => {
    await page.keyboard.press('Control+g');
    await page.locator(`[data-colleague="${name}"]`).waitFor();
  };

  it('is declined with a reason, then taken by one key, and lies as it lay', async () => {
    const exam = examFor('baton-windows', 'mr');
    const { taskId } = await bringToWaiting(region, exam);
    await taskInState(second, exam, 'waiting');
    const giver = await pages.open(region.reader);
    const taker = await pages.open(second);
    for (const page of [giver, taker]) page.setDefaultTimeout(patient);
    await giver.locator(`[data-task="${taskId}"][role="option"]`).click();
    await giver.keyboard.press('Enter');
    await giver.locator('[data-pane="0"][data-image]').waitFor();
    await giver.locator('textarea[name="findings"]').waitFor();
    await giver.keyboard.press('Shift+L');
    await giver.locator('[data-pane="3"]').waitFor();
    await giver.locator('[data-pane="1"][data-image]').waitFor();
    await giver.locator('[data-pane="1"]').click();
    const before = await giver.locator('[data-pane="1"]').getAttribute('data-image');
    for (let step = 0; step < 3; step += 1) await giver.keyboard.press('ArrowDown');
    await expect
      .poll(() => giver.locator('[data-pane="1"]').getAttribute('data-image'), { timeout: patient })
      .not.toBe(before);
    await giver.keyboard.press('2');
    await giver.locator('textarea[name="findings"]').fill('右侧额叶见片状');
    await giver.locator('[data-draft-state="saved"]').waitFor();
    // Before any band takes room from the pictures: their scale is written beside them.
    const left = await pictureOf(giver);
    expect(left.panes).toHaveLength(4);

    await passTo(giver, '赵敏');
    await screenshotAt(giver, 'baton-01-to-whom-zh-1366');
    await giver.locator('[data-colleague="赵敏"]').click();
    await giver.locator('[data-baton-band="mine"]').waitFor();
    await screenshotAt(giver, 'baton-02-waits-zh-1366');
    await taker.locator('[data-baton-band="offered"]').waitFor();
    await screenshotAt(taker, 'baton-03-offered-zh-1366');
    await taker.locator('[data-decline-baton]').click();
    await taker.locator('[data-decline-reason="busy"]').click();
    await expect
      .poll(() => giver.locator('[data-baton-band="mine"]').textContent(), { timeout: patient })
      .toContain('正在处理更紧急的检查');
    await screenshotAt(giver, 'baton-04-declined-zh-1366');

    await passTo(giver, '赵敏');
    await giver.locator('[data-colleague="赵敏"]').click();
    await taker.locator('[data-take-baton]').waitFor();
    // He works on while he holds it out: another slice, a key image. Both go along.
    await giver.locator('[data-pane="1"]').click();
    await giver.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await pictureOf(giver)).panes[1]?.image, { timeout: patient })
      .not.toBe(left.panes[1]?.image);
    await giver.keyboard.press('g');
    const marksAt = async (station: StationRig) => unwrap(station.window.station.reading.marks({ taskId }));
    await expect
      .poll(async () => (await marksAt(region.reader))?.keyImages.length, { timeout: patient })
      .toBe(1);
    const since = await pictureOf(giver);
    for (const _ of [1, 2]) await giver.waitForResponse((answer) => answer.url().includes('renewBaton'));
    const marked = await marksAt(region.reader);
    await taker.keyboard.press('Alt+f');
    await taker.locator('textarea[name="findings"]').waitFor();
    await taker.locator('[data-pane="1"][data-image]').waitFor();
    const places = ({ panes, grid, findings }: typeof left) => ({
      panes: panes.map(({ image, active }) => ({ image, active })),
      grid,
      findings,
    });
    await expect
      .poll(async () => places(await pictureOf(taker)), { timeout: patient })
      .toEqual(places(since));
    // No band takes room there: what did not change since is written as it was.
    expect((await pictureOf(taker)).panes[0]).toEqual(left.panes[0]);
    expect(await marksAt(second)).toEqual(marked);
    await screenshotAt(taker, 'baton-05-taken-zh-1366');
    await giver.locator('textarea[name="findings"]').waitFor({ state: 'detached' });
    await screenshotAt(giver, 'baton-06-gone-zh-1366');

    // Back again, in English, and let be by its giver.
    await second.window.station.settings.set({ language: 'en' });
    await taker.reload();
    await taker.locator('[data-tab="mine"]').click();
    await taker.locator(`[data-task="${taskId}"][role="option"]`).click();
    await taker.keyboard.press('Enter');
    await taker.locator('textarea[name="findings"]').waitFor();
    await passTo(taker, region.doctor.name);
    await screenshotAt(taker, 'baton-07-to-whom-en-1366');
    await taker.locator(`[data-colleague="${region.doctor.name}"]`).click();
    await giver.locator('[data-baton-band="offered"]').waitFor();
    await screenshotAt(taker, 'baton-08-waits-en-1366');
    await taker.locator('[data-end-baton]').click();
    await giver.locator('[data-baton-band]').waitFor({ state: 'detached' });
    await taker.locator('[data-baton-band]').waitFor({ state: 'detached' });
    expect(pages.violations).toEqual([]);
  }, 600_000);
});
