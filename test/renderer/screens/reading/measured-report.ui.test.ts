/** A radiograph read without a mouse: claimed, measured twice, a key image marked, saved, reported and signed; then the next one. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bringToWaiting, examFor } from '../../../rig/line.ts';
import { pinOf, type Region, startRegion, taskInState } from '../../../rig/region.ts';
import { unwrap } from '../../../rig/window-client.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterEach(() => pages?.closePages());
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

function soon<T>(ask: () => Promise<T>) {
  return expect.poll(ask, { timeout: 30_000 });
}

it('lets a reader choose his own keys and left button, names a conflict, and keeps both for him', async () => {
  const page = await pages.open(region.reader);
  for (const language of ['English', '中文']) {
    await page.locator('[data-nav="settings"]').click();
    await page.locator('[data-language]').getByText(language, { exact: true }).click();
    const row = page.locator('[data-command="tool:length"]');
    await row.getByRole('button').last().click();
    await page.keyboard.press('w');
    await page.locator('[data-key-conflict]').waitFor();
    await row.scrollIntoViewIfNeeded();
    await screenshotAt(page, `own-keys-${language === 'English' ? 'en' : 'zh'}`);
    await page.keyboard.press('`');
    await soon(() => row.locator('kbd').allInnerTexts()).toEqual(['`']);
    await soon(() => page.locator('[data-key-conflict]').count()).toBe(0);
  }
  const width = page.locator('[data-window="1"] input').first();
  await width.fill('1600');
  await width.blur();
  const looks = page.locator('[data-looks]');
  await looks.scrollIntoViewIfNeeded();
  await soon(() => looks.locator('[data-window="1"] button').count()).toBe(1);
  await screenshotAt(page, 'own-windows-zh');
  const kept = await unwrap(region.reader.window.station.settings.keymap());
  expect(kept.windows).toEqual({ '1': { center: -600, width: 1600 } });
  expect(kept.keys).toEqual({ 'tool:length': ['`'] });
  await unwrap(region.reader.window.station.settings.setKeymap({ ...kept, leftButton: 'scroll' }));
}, 240_000);

it('needs no mouse from the claim to the next case', async () => {
  const [first, next] = [examFor('ui-no-mouse', 'dr'), examFor('ui-no-mouse-next', 'dr')];
  await bringToWaiting(region, first);
  const page = await pages.open(region.reader);
  await page.evaluate(() => {
    const counted = { mouse: 0 };
    Object.assign(window, { counted });
    for (const name of ['mousedown', 'mousemove', 'mouseup', 'pointerdown', 'pointermove', 'wheel'])
      window.addEventListener(name, () => (counted.mouse += 1), true);
  });
  const { keyboard } = page;
  const times = async (key: string, count: number): Promise<void> => {
    for (let time = 0; time < count; time++) await keyboard.press(key);
  };
  await page.locator('[data-task][role="option"]', { hasText: first.order.patient.name }).waitFor();
  await keyboard.press('Enter');
  await page.locator('[data-pane="0"] .yz-bottom-left', { hasText: '1 / 1' }).waitFor({ timeout: 60_000 });
  await page.locator('textarea[name="findings"]').waitFor();

  // His own left button and key; the sheet of keys says so.
  await soon(() => page.locator('.yz-viewer').getAttribute('data-tool')).toBe('scroll');
  await keyboard.press('?');
  await soon(() => page.locator('.yz-help kbd', { hasText: '`' }).count()).toBe(1);
  await keyboard.press('Escape');
  await keyboard.press('`');
  await times('Enter', 2);
  await times('Shift+ArrowRight', 4);
  await keyboard.press('Enter');
  await keyboard.press('u');
  await times('Shift+ArrowDown', 2);
  await keyboard.press('c');
  await times('Enter', 2);
  await times('Shift+ArrowRight', 5);
  await keyboard.press('Enter');
  await times('Shift+ArrowDown', 3);
  await keyboard.press('Enter');
  await times('Shift+ArrowLeft', 10);
  await keyboard.press('Enter');
  await soon(() => page.locator('[data-mark]').count()).toBe(2);
  await keyboard.press('u');
  const findings = page.locator('textarea[name="findings"]');
  await soon(() => findings.inputValue()).toMatch(/长度 [\d.]+ \S+.*\n心胸比 0\.50/);
  await soon(() => page.locator('[data-number-state="bound"]').count()).toBe(2);
  await keyboard.press('g');
  await soon(() => page.locator('.yz-mark-key').count()).toBe(1);
  await screenshotAt(page, 'no-mouse-measured');

  // The measurement goes: its number is struck, and nothing can be signed by it. It comes back by undo.
  await keyboard.press('Delete');
  await soon(() => page.locator('[data-judged-state="stale"]').count()).toBe(1);
  await screenshotAt(page, 'no-mouse-stale');
  const { taskId } = await taskInState(region.reader, first, 'reading');
  const codes = async (): Promise<string[]> => {
    const facts = await unwrap(region.reader.window.station.signing.prepare({ taskId, openStudies: [] }));
    return facts.blocks.map(({ code }) => code);
  };
  await soon(codes).toContain('number-contradicted');
  await keyboard.press('Control+z');
  await soon(() => page.locator('[data-number-state="bound"]').count()).toBe(2);
  await keyboard.press('Shift+S');
  await soon(async () => {
    const { study } = await unwrap(region.reader.window.station.reading.open({ taskId }));
    return study.series.map(({ modality }) => modality).sort();
  }).toEqual(expect.arrayContaining(['KO', 'PR', 'SR']));

  await keyboard.press('Control+e');
  await keyboard.press('Control+End');
  // The caret stands in no number; Alt+J on one goes to its image, whatever was looked at.
  await keyboard.press('ArrowLeft');
  await keyboard.press('Alt+j');
  await soon(() => page.locator('.yz-mark.yz-chosen').getAttribute('data-tool')).toBe('cardiothoracic');
  await keyboard.press('Tab');
  await keyboard.type('心影增大。');
  await page.locator('[data-draft-state="saved"]').waitFor();
  await soon(codes).toEqual([]);
  await screenshotAt(page, 'no-mouse-report');
  await keyboard.press('Control+Enter');
  await page.locator('[data-sign-dialog] input').first().waitFor();
  await soon(() => page.evaluate(() => document.activeElement?.matches('[data-sign-dialog] input'))).toBe(
    true,
  );
  await keyboard.type(pinOf);
  await keyboard.press('Enter');
  await page.locator('[data-sign-dialog]').waitFor({ state: 'detached' });
  await taskInState(region.reader, first, 'delivered');
  const reports = await unwrap(region.reader.window.station.dispatch.reports({ taskId }));
  expect(reports[0]?.report.content.findings).toMatch(/心胸比 0\.50/);

  await bringToWaiting(region, next);
  await page.locator('[data-task][role="option"]', { hasText: next.order.patient.name }).waitFor();
  await keyboard.press('Enter');
  await soon(async () => (await taskInState(region.reader, next)).state).toBe('reading');
  expect(await page.evaluate(() => (window as unknown as { counted: { mouse: number } }).counted.mouse)).toBe(
    0,
  );
  expect(pages.violations).toEqual([]);
}, 600_000);
