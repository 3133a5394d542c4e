/** 派诊 as all three see it, in Chromium: reserved with one key, seen at both ends, the next one dealt, and the one after it by signing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, examFor, readWhole, write } from '../rig/line.ts';
import { pinOf, type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { unwrap } from '../rig/window-client.ts';
import { screenshotAt } from '../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../rig/window-pages.ts';

/** Several windows paint at once, on whatever machine this is. */
const patient = 90_000;

describe('assignment in a browser', () => {
  let region: Region;
  let pages: WindowPages;
  let second: StationRig;
  beforeAll(async () => {
    [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
    second = (await region.addReader('赵敏')).station;
  }, 300_000);
  afterAll(async () => {
    await pages?.close();
    await region?.stop();
  });

  it('reserve, be seen, be dealt the next, sign and be dealt the one after', async () => {
    const [one, two, three] = [examFor('assign-1', 'dr'), examFor('assign-2'), examFor('assign-3')];
    const colleague = await pages.open(second);
    colleague.setDefaultTimeout(patient);
    const reader = await pages.open(region.reader);
    reader.setDefaultTimeout(patient);
    await bringToWaiting(region, two);
    await bringToWaiting(region, three);
    const kept = await bringToWaiting(region, one);
    const mark = (page: typeof colleague) =>
      page.locator(`[data-task="${kept.taskId}"][role="option"] [data-reserved]`);
    await colleague.locator(`[data-task="${kept.taskId}"][role="option"]`).click();
    await colleague.keyboard.press('Alt+v');
    await mark(colleague).waitFor();
    await mark(reader).waitFor();
    expect(await mark(reader).innerText()).toBe('赵敏 预留');
    await screenshotAt(reader, 'assign-01-reserved-zh-1366');
    const township = await pages.open(region.clinic);
    township.setDefaultTimeout(patient);
    await township.getByText('已由 赵敏 预留').first().waitFor();
    await screenshotAt(township, 'assign-02-township-zh-1366');
    await township.context().close();
    await colleague.context().close();

    // The most urgent that nobody keeps is dealt, and the one after it by the key that signs.
    await reader.keyboard.press('F6');
    await reader.locator('[data-sign="final"]').waitFor();
    const dealt = await taskInState(region.reader, two, 'reading');
    await write(region.reader, two, '窦性心律');
    await readWhole(region.reader, two);
    await region.reader.window.station.reading.judgeCritical({ taskId: dealt.taskId, verdict: 'rejected' });
    const impression = reader.locator('textarea[name="impression"]');
    await impression.fill('窦性心律');
    await reader.locator('[data-draft-state="saved"]').waitFor();
    await reader.keyboard.press('Control+Enter');
    await reader.locator('[data-sign-dialog] [data-sign-next]').waitFor();
    await reader.waitForTimeout(700);
    await reader.locator('[data-sign-dialog] input[inputmode="numeric"]').first().click();
    await reader.keyboard.type(pinOf);
    await screenshotAt(reader, 'assign-03-sign-zh-1366');
    await reader.keyboard.press('Control+Enter');
    const after = await taskInState(region.reader, three, 'reading');
    await reader.locator(`[data-task="${after.taskId}"][data-state="reading"]`).waitFor();
    expect((await taskInState(region.reader, one)).holder).toBeNull();
    await reader.context().close();

    await unwrap(region.reader.window.station.settings.set({ language: 'en' }));
    const english = await pages.open(region.reader, { width: 1920, height: 1080 });
    english.setDefaultTimeout(patient);
    await english.locator('[data-next]').waitFor();
    expect(await english.locator('[data-next]').innerText()).toContain('Next');
    await screenshotAt(english, 'assign-04-list-en-1920');
    expect(pages.violations).toEqual([]);
  }, 600_000);
});
