/** The check of a monitor, by hand in Chromium: pattern, answers, luminances, correction of greys, and the notice when it is overdue. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measuredLevels } from '#shared/measure/display-check.ts';
import { type Region, startRegion } from '../../../rig/region.ts';
import { screenshotAt } from '../../../rig/window-journey.ts';
import { startWindowPages, type WindowPages } from '../../../rig/window-pages.ts';

let region: Region;
let pages: WindowPages;

beforeAll(async () => {
  [region, pages] = await Promise.all([startRegion(), startWindowPages()]);
}, 240_000);
afterAll(async () => {
  await pages?.close();
  await region?.stop();
});

const inBothLooks = async (page: Page, name: string): Promise<void> => {
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await screenshotAt(page, `${name}-${width}`);
  }
};

/** Levels of the pattern at places of the canvas, and how many different ones a row has. */
const levelsAt = (page: Page, places: readonly (readonly [number, number])[]) =>
  page.evaluate((asked) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pattern]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no pattern');
    return asked.map(([x, y]) => context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[0]);
  }, places);

it('a monitor is looked at and measured, its greys corrected, and told of when the check is overdue', async () => {
  const page = await pages.open(region.reader);
  page.setDefaultTimeout(60_000);
  await page.locator('[data-nav="settings"]').click();
  const card = page.locator('[data-display-check]');
  await card.scrollIntoViewIfNeeded();
  expect(await card.innerText()).toContain('从未检查');
  expect(await card.locator('[data-correct-greys]').isDisabled()).toBe(true);
  await inBothLooks(page, 'display-01-never-zh');

  await card.locator('[data-open-pattern]').click();
  const screen = page.locator('[data-test-screen]');
  await screen.locator('canvas[data-pattern="test"]').waitFor();
  await inBothLooks(page, 'display-02-pattern-zh');
  await page.keyboard.press('h');
  await screen.locator('aside').waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await screenshotAt(page, 'display-03-pattern-whole-1920');
  // Each of the 18 steps in its own grey, the frame on the very edge, 5 % and 95 % in black and white.
  const found = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pattern]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no pattern');
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<number, number>();
    for (let at = 0; at < data.length; at += 4)
      counts.set(data[at] as number, (counts.get(data[at] as number) ?? 0) + 1);
    const edge = (x: number, y: number) => data[(y * canvas.width + x) * 4];
    return {
      common: [...counts].filter(([, count]) => count > 3000).map(([level]) => level),
      edges: [edge(0, 500), edge(canvas.width - 1, 500), edge(800, 0), edge(800, canvas.height - 1)],
      size: [canvas.width, canvas.height],
    };
  });
  expect(found.size).toEqual([1920, 1080]);
  expect(found.edges).toEqual([255, 255, 255, 255]);
  for (const level of [...measuredLevels, 13, 242, 128]) expect(found.common).toContain(level);
  expect(await levelsAt(page, [[0.5, 0.97]])).toEqual([128]);
  await page.keyboard.press('h');

  const record = screen.locator('[data-record]');
  expect(await record.isDisabled()).toBe(true);
  const answer = (question: string, words: string) =>
    screen.locator(`[data-question="${question}"]`).getByText(words, { exact: true }).click();
  for (const question of ['frame', 'bright', 'steps', 'bars', 'gradient']) await answer(question, '是');
  await answer('dark', '否');
  await screen.getByText('不要用它诊断').waitFor();
  await record.click();
  await screen.waitFor({ state: 'detached' });
  expect(await card.locator('[data-seen="1"]').innerText()).toContain('1 项不正常');
  await card.locator('[data-due="later"]').waitFor();

  // By meter: what cannot be is said; a common monitor of gamma 2.2 is not fit, corrected it is.
  await card.locator('[data-open-pattern]').click();
  await screen.locator('[data-way]').getByText('亮度测量').click();
  await screen.locator('canvas[data-pattern="level 0"]').waitFor();
  const luminance = screen.locator('input[name="luminance"]');
  await luminance.fill('0.4');
  await luminance.press('Enter');
  await screen.locator('canvas[data-pattern="level 15"]').waitFor();
  expect(
    await levelsAt(page, [
      [0.5, 0.5],
      [0.02, 0.5],
    ]),
  ).toEqual([15, 153]);
  await luminance.fill('0.3');
  await screen.locator('[data-wrong-level]').waitFor();
  await inBothLooks(page, 'display-04-measure-zh');
  const monitor = (level: number): number => 0.4 + 399.6 * (level / 255) ** 2.2;
  for (const level of measuredLevels) {
    await screen.locator(`[data-level="${level}"]`).click();
    await screen.locator(`canvas[data-pattern="level ${level}"]`).waitFor();
    await luminance.fill(monitor(level).toFixed(4));
  }
  await screen.locator('[data-grade="none"]').waitFor();
  await record.click();
  await card.locator('[data-metered="none"]').waitFor();
  await card.locator('[data-correct-greys]').click({ force: true });
  expect(await card.locator('[data-corrected]').innerText()).toMatch(/校正后最大偏差约 [4-8]\.\d %/);
  await inBothLooks(page, 'display-05-corrected-zh');
  await page.locator('[data-language]').getByText('English', { exact: true }).click();
  await card.getByText('Corrected, the deviation').waitFor();
  await card.scrollIntoViewIfNeeded();
  await inBothLooks(page, 'display-06-corrected-en');
  await card.locator('[data-open-pattern]').click();
  await inBothLooks(page, 'display-07-pattern-en');
  await screen.locator('[data-way]').getByText('By meter').click();
  await inBothLooks(page, 'display-08-measure-en');
  await page.keyboard.press('Escape');
  await screen.waitFor({ state: 'detached' });

  // A quarter later.
  expect(await page.locator('[data-display-overdue]').count()).toBe(0);
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('yuanzhen.displayChecks') ?? '{}');
    for (const check of Object.values(kept) as { seen: { at: number } }[]) check.seen.at -= 91 * 86_400_000;
    localStorage.setItem('yuanzhen.displayChecks', JSON.stringify(kept));
  });
  await page.reload();
  await page.locator('[data-display-overdue]').click();
  await card.locator('[data-due="over"]').waitFor();
  await screenshotAt(page, 'display-09-overdue-en');
  await page.locator('[data-language]').getByText('中文', { exact: true }).click();
  await card.getByText('显示器检查已过期').waitFor();
  expect(pages.violations).toEqual([]);
}, 300_000);
