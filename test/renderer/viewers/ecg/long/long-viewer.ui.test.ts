/** A day of three leads in a real browser against the station's own door: overview, events, scrolling, calipers on raw samples. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sha256 } from '#shared/study/ids.ts';
import { type HolterDay, holterDay, holterLeads } from '../../../../builders/holter-day.ts';
import { type LongHarness, longScreenshots, startLongHarness } from './long-harness.ts';

let harness: LongHarness;
let day: HolterDay;
let sha256: Sha256;

beforeAll(async () => {
  [harness, day] = [await startLongHarness(), holterDay(24)];
  sha256 = harness.keep(day.bytes);
}, 120_000);
afterAll(async () => {
  await harness?.close();
});

const show = async (page: Page, language = 'zh-CN'): Promise<void> => {
  await page.evaluate(
    ([name, spoken]) =>
      (window as unknown as { show: (sha256: string, language: string) => Promise<void> }).show(name, spoken),
    [sha256, language] as const,
  );
  await page.locator('[data-whole="true"]').waitFor();
};
const placeOf = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-place]').getAttribute('data-place'));
const analysed = (page: Page) => page.locator('[data-long-analysis="done"]').waitFor({ timeout: 500_000 });

describe('a day of Holter', () => {
  it('shows the first page to scale before the day is analysed, and says how far that is', async () => {
    const page = await harness.open(1366, 768);
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname.split('/').slice(3).join()));
    await show(page);
    await page.locator('[data-long-analysis="running"] progress').waitFor();
    expect(await page.locator('[data-place]').innerText()).toBe('07:06:05');
    await page.locator('[data-overview="drawn"]').waitFor({ timeout: 60_000 });
    // Never the whole file.
    expect(await page.evaluate(() => (window as unknown as { shown?: boolean }).shown)).toBe(true);
    expect(fetched.filter((part) => part === '')).toHaveLength(1);
    // The rise of the first row's calibration pulse is 10 mm high.
    const pulse = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-layer=trace]');
      const data = canvas?.getContext('2d')?.getImageData(6, 30, 5, 90).data ?? [];
      const inked: number[] = [];
      for (let row = 0; row < 90; row++)
        if ([0, 1, 2, 3, 4].some((x) => (data[(row * 5 + x) * 4 + 3] ?? 0) > 120)) inked.push(row);
      return { height: (inked.at(-1) ?? 0) - (inked[0] ?? 0) };
    });
    expect(Math.abs(pulse.height - 37.8)).toBeLessThanOrEqual(1.5);
    await page.screenshot({ path: `${longScreenshots}/long-first-1366.png` });
    await page.context().close();
  }, 120_000);

  it('scrolls by wheel, keys, page, time axis and overview, and gives up what was scrolled past', async () => {
    const page = await harness.open(1366, 768);
    await show(page, 'en');
    let given = 0;
    page.on('requestfailed', () => given++);
    await page.locator('[data-long]').focus();
    const paper = page.locator('[data-whole]');
    const box = await paper.boundingBox();
    if (box === null) throw new Error('no paper');
    await page.mouse.move(box.x + 400, box.y + 200);
    await page.mouse.wheel(0, 378);
    await expect.poll(() => placeOf(page)).toBeCloseTo(4, 1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => placeOf(page)).toBeCloseTo(6, 1);
    await page.keyboard.press('PageDown');
    const afterPage = await placeOf(page);
    expect(afterPage).toBeGreaterThan(15);
    await page.keyboard.press('PageUp');
    await expect.poll(() => placeOf(page)).toBeCloseTo(6, 1);
    await page.keyboard.press('End');
    await expect.poll(() => placeOf(page)).toBeGreaterThan(86_380);
    await page.locator('[data-whole="true"]').waitFor();
    await page.keyboard.press('Home');
    await expect.poll(() => placeOf(page)).toBe(0);
    // The time axis is taken hold of.
    await page.mouse.move(box.x + 600, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 600 - 189, box.y + 8, { steps: 5 });
    await page.mouse.up();
    expect(await placeOf(page)).toBeCloseTo(2, 1);
    // The overview: a drag over half the day passes many stretches, of which only the last is waited for.
    const overview = await page.locator('[data-overview]').boundingBox();
    if (overview === null) throw new Error('no overview');
    const y = overview.y + 60;
    await page.mouse.move(overview.x + 100, y);
    await page.mouse.down();
    await page.mouse.move(overview.x + overview.width / 2, y, { steps: 40 });
    await page.mouse.up();
    expect(Math.abs((await placeOf(page)) / 3600 - 12)).toBeLessThan(0.1);
    await page.locator('[data-whole="true"]').waitFor();
    expect(given).toBeGreaterThan(0);
    expect(await page.locator('[data-place]').innerText()).toMatch(/^19:0\d:\d\d$/);
    await page.keyboard.press('.');
    await page.keyboard.press('+');
    await page.keyboard.press('g');
    await page.screenshot({ path: `${longScreenshots}/long-dark-en-1366.png` });
    await page.context().close();
  }, 120_000);

  it('measures on raw samples: the numbers stay as the page moves on, the filter changes and comes back', async () => {
    const page = await harness.open(1366, 768);
    await show(page);
    await page.locator('[data-long]').focus();
    const readout = page.getByRole('region', { name: '分规' });
    const box = await page.locator('[data-whole]').boundingBox();
    if (box === null) throw new Error('no paper');
    await page.mouse.move(box.x + 300, box.y + 110);
    await page.mouse.down();
    await page.mouse.move(box.x + 500, box.y + 110, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => readout.innerText()).toMatch(/II\s+Δt 21\d\d ms/);
    const before = await readout.innerText();
    await page.keyboard.press('ArrowRight');
    const stepped = await readout.innerText();
    expect(Number(/Δt (\d+)/.exec(stepped)?.[1]) - Number(/Δt (\d+)/.exec(before)?.[1])).toBe(5);
    await page.keyboard.press('w');
    await page.keyboard.press('w');
    expect(await readout.innerText()).toBe(stepped);
    expect(await page.locator('[data-filter-band]').count()).toBe(1);
    await page.keyboard.press('End');
    await page.locator('[data-whole="true"]').waitFor();
    expect(await readout.innerText()).toBe(stepped);
    // A key on a caliper that is far away brings it back before it moves it.
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => placeOf(page)).toBeLessThan(10);
    await page.locator('[data-whole="true"]').waitFor();
    expect(await readout.innerText()).toBe(stepped);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => readout.innerText()).toBe(before);
    await page.keyboard.press('Escape');
    await page.keyboard.press('0');
    // Panels measure the page.
    await page.keyboard.press('b');
    await page.locator('[data-analysis="done"]').waitFor({ timeout: 30_000 });
    await page.locator('[data-panel="median"]').waitFor();
    await page.screenshot({ path: `${longScreenshots}/long-median-1366.png` });
    await page.context().close();
  }, 120_000);

  it('names its leads and can show one alone', async () => {
    const page = await harness.open(1366, 768);
    await show(page);
    await page.locator('[data-long]').focus();
    const list = page.getByRole('toolbar').getByLabel('导联', { exact: true });
    expect(await list.locator('option').allInnerTexts()).toEqual(['全部导联', ...holterLeads]);
    await list.selectOption('V5');
    await page.locator('[data-long]').focus();
    await page.keyboard.press('r');
    expect(await list.inputValue()).toBe('II');
    await page.keyboard.press('3');
    expect(await list.inputValue()).toBe('null');
    await page.context().close();
  }, 60_000);

  // Last: the first page began the analysis, which takes half a minute of a processor's time.
  it('jumps to pauses, ventricular beats, extremes and the fastest hour', async () => {
    const page = await harness.open(1366, 768);
    await show(page);
    await analysed(page);
    const bar = page.locator('[data-long-analysis]');
    const kinds = await bar.locator('select option').allInnerTexts();
    expect(kinds).toContain(`停搏(≥2 s) ${day.pauses.length}`);
    expect(kinds).toContain('室性连发(≥3) 1');
    expect(kinds).toContain(`室性早搏 ${day.ventricular.length}`);
    await page.locator('[data-long]').focus();

    await bar.locator('select').selectOption({ label: `停搏(≥2 s) ${day.pauses.length}` });
    await page.locator('[data-long]').focus();
    for (const [index, [sample]] of day.pauses.entries()) {
      await page.keyboard.press('j');
      await expect.poll(() => bar.locator('[data-event-at]').innerText()).toBe(`${index + 1} / 3`);
      const at = await placeOf(page);
      expect(Math.abs(at + 6.7 - sample / day.samplingHz)).toBeLessThan(1.5);
    }
    await page.keyboard.press('Shift+J');
    await expect.poll(() => bar.locator('[data-event-at]').innerText()).toBe('2 / 3');
    await page.locator('[data-whole="true"]').waitFor();
    await page.keyboard.press('e');
    await page.locator('[data-event-list="3"]').waitFor();
    expect(await page.locator('[data-event-list]').innerText()).toContain('2800 ms');
    await page.screenshot({ path: `${longScreenshots}/long-pause-1366.png` });
    await page.locator('[data-event-list] button').nth(2).click();
    await expect.poll(() => bar.locator('[data-event-at]').innerText()).toBe('3 / 3');

    await page.locator('[data-day-fact="最快一小时"]').click();
    const fastest = await placeOf(page);
    expect(fastest / 3600).toBeGreaterThan(7.8);
    expect(fastest / 3600).toBeLessThan(8.3);
    await page.locator('[data-day-fact="最慢一小时"]').click();
    const slowest = await placeOf(page);
    expect(slowest / 3600).toBeGreaterThan(18);
    expect(slowest / 3600).toBeLessThan(19.3);
    await page.locator('[data-day-fact="最长 RR"]').click();
    await page.locator('[data-whole="true"]').waitFor();
    expect(Math.abs((await placeOf(page)) / 3600 - 17.5)).toBeLessThan(0.01);
    await page.locator('[data-insert-summary]').click();
    const [summary] = await page.evaluate(() => (window as unknown as { copied: string[] }).copied);
    expect(summary).toContain('动态心电图 24 小时 0 分(机器测量,请核对)');
    expect(summary).toContain(`室性早搏 ${day.ventricular.length}`);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.locator('[data-whole="true"]').waitFor();
    await page.screenshot({ path: `${longScreenshots}/long-events-1920.png` });
    await page.context().close();
  }, 600_000);
});
